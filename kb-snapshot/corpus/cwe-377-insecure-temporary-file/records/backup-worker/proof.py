import os
import sys
import zipfile

import pytest

watched = []


def rival(event, args):
    """Another user of the machine, who wins the race and links a new name in the spool folder."""
    if event == "open" and watched and isinstance(args[0], str):
        folder, victim = watched[0]
        if os.path.dirname(args[0]) == folder and not os.path.lexists(args[0]):
            watched.clear()
            os.symlink(victim, args[0])


sys.addaudithook(rival)


@pytest.fixture
def folders(tmp_path):
    spool, photos = tmp_path / "spool", tmp_path / "photos"
    spool.mkdir()
    photos.mkdir()
    (photos / "cat.jpg").write_bytes(b"a cat")
    yield str(spool), str(photos)
    watched.clear()


def attack(module, folders, victim) -> bool:
    spool, photos = folders
    victim.write_text("dear diary")
    watched.append((spool, str(victim)))
    module.BackupWorker(spool, lambda path: None).back_up(photos)
    return victim.read_bytes() != b"dear diary"


def test_honest_input(program, folders):
    spool, photos = folders
    seen = {}

    def upload(path):
        with zipfile.ZipFile(path) as archive:
            seen.update({name: archive.read(name) for name in archive.namelist()})

    program.BackupWorker(spool, upload).back_up(photos)
    assert seen == {"cat.jpg": b"a cat"}
    assert os.listdir(spool) == []


def test_attack_succeeds_on_vulnerable(vulnerable, folders, tmp_path):
    assert attack(vulnerable, folders, tmp_path / "diary.txt")


def test_attack_fails_on_hardened(hardened, folders, tmp_path):
    assert not attack(hardened, folders, tmp_path / "diary.txt")

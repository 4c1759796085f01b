import os
import sys
import tempfile

import pytest

watched = []


def rival(event, args):
    """Another user of the machine, who wins the race and links a new name in the shared folder."""
    if event == "open" and watched and isinstance(args[0], str):
        folder, victim = watched[0]
        if os.path.dirname(args[0]) == folder and not os.path.lexists(args[0]):
            watched.clear()
            os.symlink(victim, args[0])


sys.addaudithook(rival)


@pytest.fixture(autouse=True)
def shared_folder(tmp_path, monkeypatch):
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    watched.clear()


def attack(module, tmp_path) -> bool:
    victim = tmp_path / "diary.txt"
    victim.write_text("dear diary")
    watched.append((tempfile.tempdir, str(victim)))
    module.write_rows(["id"], [[1], [2]])
    return victim.read_text() != "dear diary"


def test_honest_input(program, shared_folder):
    path = program.write_rows(["id", "city"], [[1, "Oslo"], [2, "Rome"]])
    assert path.startswith(str(shared_folder)) and path.endswith(".csv")
    with open(path) as file:
        assert file.read().splitlines() == ["id,city", "1,Oslo", "2,Rome"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

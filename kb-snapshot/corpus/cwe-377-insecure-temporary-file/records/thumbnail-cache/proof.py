import os
import tempfile

import pytest


@pytest.fixture(autouse=True)
def shared_folder(tmp_path, monkeypatch):
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def cache(module):
    module.CACHE = os.path.join(tempfile.tempdir, "thumbnails")
    return module.ThumbnailCache()


def attack(module, tmp_path) -> bool:
    victim = tmp_path / "diary.txt"
    victim.write_text("dear diary")
    planted = os.path.join(tempfile.tempdir, "thumbnails")
    os.mkdir(planted)
    thumbnails = cache(module)
    os.symlink(victim, os.path.join(planted, os.path.basename(thumbnails.path("front.jpg"))))
    thumbnails.put("front.jpg", b"a picture")
    return victim.read_bytes() != b"dear diary"


def test_honest_input(program):
    thumbnails = cache(program)
    assert thumbnails.get("front.jpg") is None
    thumbnails.put("front.jpg", b"a picture")
    assert thumbnails.get("front.jpg") == b"a picture"
    assert thumbnails.get("back.jpg") is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

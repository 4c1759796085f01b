import hashlib
import os
import sys
import tempfile

import pytest
from fastapi.testclient import TestClient

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
    victim = tmp_path / "authorized_keys"
    victim.write_text("the owner's key")
    watched.append((tempfile.tempdir, str(victim)))
    TestClient(module.app).post("/scan", content=b"the attacker's key")
    return victim.read_text() != "the owner's key"


def test_honest_input(program, shared_folder):
    response = TestClient(program.app).post("/scan", content=b"a picture")
    assert response.json() == {"size": 9, "sha256": hashlib.sha256(b"a picture").hexdigest()}
    assert list(shared_folder.iterdir()) == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

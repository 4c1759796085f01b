import os
import tempfile

import pytest


@pytest.fixture(autouse=True)
def shared_folder(tmp_path, monkeypatch):
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def ask(module):
    module.EXPORT_FILE = os.path.join(tempfile.tempdir, "orders-export.csv")
    with module.app.test_client() as client:
        response = client.get("/export")
        body = response.data
        response.close()
        return body


def attack(module, tmp_path) -> bool:
    victim = tmp_path / "site.conf"
    victim.write_text("debug = false")
    os.symlink(victim, os.path.join(tempfile.tempdir, "orders-export.csv"))
    ask(module)
    return victim.read_text() != "debug = false"


def test_honest_input(program):
    assert ask(program).decode().splitlines() == ["order,city,total", "1001,Oslo,12", "1002,Rome,30"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import os
import tempfile

import pytest


def supplier(environ, start_response):
    start_response("200 OK", [("Content-Type", "application/json")])
    return [b'{"articles": [{"name": "lamp"}, {"name": "chair"}]}']


@pytest.fixture(autouse=True)
def shared_folder(tmp_path, monkeypatch):
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def names(module, url):
    module.DOWNLOAD = os.path.join(tempfile.tempdir, "catalog.json")
    return module.article_names(url)


def attack(module, tmp_path, url) -> bool:
    victim = tmp_path / "diary.txt"
    victim.write_text("dear diary")
    os.symlink(victim, os.path.join(tempfile.tempdir, "catalog.json"))
    names(module, url)
    return victim.read_text() != "dear diary"


def test_honest_input(program, http_server, shared_folder):
    assert names(program, http_server(supplier)) == ["lamp", "chair"]
    assert list(shared_folder.iterdir()) == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server(supplier))


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server(supplier))

import threading
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    (tmp_path / "camera").mkdir()
    (tmp_path / "camera" / "a.jpg").write_bytes(b"dancing")
    (tmp_path / ".ssh").mkdir()
    (tmp_path / ".ssh" / "id_ed25519").write_text("private key of Ada")
    monkeypatch.chdir(tmp_path)


@contextmanager
def running(module, tmp_path):
    assert module.collect(tmp_path / "camera") == 1
    with module.make_server("127.0.0.1", 0) as server:
        server.RequestHandlerClass.log_message = lambda *_: None
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def fetch(address):
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return answer.read()
    except urllib.error.HTTPError:
        return b""


def attack(module, tmp_path) -> bool:
    """A guest looks around."""
    with running(module, tmp_path) as base:
        return b".ssh" in fetch(base + "/") and b"private key" in fetch(base + "/.ssh/id_ed25519")


def test_honest_input(program, tmp_path):
    with running(program, tmp_path) as base:
        assert b"dancing" in {fetch(base + "/0001.jpg"), fetch(base + "/photos/0001.jpg")}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

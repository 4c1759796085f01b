import io
import sys
import time

import pytest
from cryptography.fernet import Fernet


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "door.key"
    path.write_bytes(Fernet.generate_key())
    return str(path)


def scan(module, key_file, scanned, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(scanned + "\n"))
    return module.main([key_file])


def issued(module, key_file, capsys):
    module.main([key_file, "--issue", "Ada"])
    return capsys.readouterr().out.strip()


def attack(module, key_file, monkeypatch, capsys) -> bool:
    """Last month's visitor comes again, uninvited."""
    scanned = issued(module, key_file, capsys)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 30 * 24 * 3600)
    return scan(module, key_file, scanned, monkeypatch) == 0


def test_honest_input(program, key_file, monkeypatch, capsys):
    assert scan(program, key_file, issued(program, key_file, capsys), monkeypatch) == 0
    assert capsys.readouterr().out == "welcome Ada\n"
    assert scan(program, key_file, "abc", monkeypatch) == 1


def test_attack_succeeds_on_vulnerable(vulnerable, key_file, monkeypatch, capsys):
    assert attack(vulnerable, key_file, monkeypatch, capsys)


def test_attack_fails_on_hardened(hardened, key_file, monkeypatch, capsys):
    assert not attack(hardened, key_file, monkeypatch, capsys)

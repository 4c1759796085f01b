import sqlite3
import time

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

WORDS = [f"{word}{number}" for word in ("summer", "dragon", "football", "welcome") for number in range(15)]
PASSWORD = WORDS[-1]


def stolen(module, tmp_path):
    module.MemberStore(tmp_path / "choir.db").add("ada", "alto", PASSWORD)
    return sqlite3.connect(tmp_path / "choir.db").execute("SELECT secret FROM member").fetchone()[0]


def fits(stored, word):
    try:
        return PasswordHasher().verify(stored, word)
    except VerifyMismatchError:
        return False


def attack(module, tmp_path) -> bool:
    """Goes through a list of common passwords for about half a second of computing."""
    stored = stolen(module, tmp_path)
    until = time.process_time() + 0.6
    for word in WORDS:
        if time.process_time() > until:
            return False
        if fits(stored, word):
            return word == PASSWORD
    return False


def test_honest_input(program, tmp_path):
    store = program.MemberStore(tmp_path / "choir.db")
    store.add("ben", "bass", "owls fly at night")
    assert store.login("ben", "owls fly at night")
    assert not store.login("ben", "owls")
    assert not store.login("carl", "owls")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

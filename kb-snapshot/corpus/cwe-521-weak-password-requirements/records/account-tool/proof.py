import hashlib
import io
import json

GUESSES = ["Password1", "Welcome1", "Administrator1", "Sunshine2024"]


def create(module, tmp_path, password):
    return module.main([str(tmp_path / "accounts.json"), "bob"], io.StringIO(password + "\n"))


def is_password(tmp_path, password):
    salt, digest = json.loads((tmp_path / "accounts.json").read_text())["bob"]
    return hashlib.scrypt(password.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1).hex() == digest


def attack(module, tmp_path) -> bool:
    """Bob takes what the rules let through, and somebody tries the usual list."""
    chosen = next((guess for guess in GUESSES if create(module, tmp_path, guess) == 0), None)
    return chosen is not None and any(is_password(tmp_path, guess) for guess in GUESSES)


def test_honest_input(program, tmp_path):
    assert create(program, tmp_path, "short") == 1
    assert create(program, tmp_path, "Correct horse battery 7") == 0
    assert is_password(tmp_path, "Correct horse battery 7")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import time

from passlib.hash import pbkdf2_sha256

WORDS = [f"{word}{number}" for word in ("summer", "dragon", "football", "welcome") for number in range(15)]
PASSWORD = WORDS[-1]


def send(module, path, name, password):
    return module.app.test_client().post(path, data={"name": name, "password": password}).status_code


def stolen(module):
    send(module, "/signup", "ada", PASSWORD)
    return module.members["ada"]


def attack(module, tmp_path) -> bool:
    """Goes through a list of common passwords for about half a second of computing."""
    stored = stolen(module)
    until = time.process_time() + 0.6
    for word in WORDS:
        if time.process_time() > until:
            return False
        if pbkdf2_sha256.verify(word, stored):
            return word == PASSWORD
    return False


def test_honest_input(program, tmp_path):
    assert send(program, "/signup", "ben", "saw and plane") == 201
    assert send(program, "/signup", "ben", "x") == 409
    assert send(program, "/login", "ben", "saw and plane") == 200
    assert send(program, "/login", "ben", "hammer") == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

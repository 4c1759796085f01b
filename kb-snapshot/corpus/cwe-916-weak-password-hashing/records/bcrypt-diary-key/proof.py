import time

from cryptography.exceptions import InvalidTag

WORDS = [f"{word}{number}" for word in ("summer", "dragon", "football", "welcome") for number in range(6)]
PASSWORD = WORDS[-1]


def opens(module, data, word):
    try:
        return module.decrypt(data, word) == "dear diary"
    except InvalidTag:
        return False


def attack(module, tmp_path) -> bool:
    """Goes through a list of common passwords for about half a second of computing."""
    stored = module.encrypt("dear diary", PASSWORD)
    until = time.process_time() + 0.6
    for word in WORDS:
        if time.process_time() > until:
            return False
        if opens(module, stored, word):
            return word == PASSWORD
    return False


def test_honest_input(program, tmp_path):
    data = program.encrypt("It rained all day.", "a long walk home")
    assert program.decrypt(data, "a long walk home") == "It rained all day."
    assert b"rained" not in data


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import time

from cryptography.exceptions import InvalidTag


def attack(module, tmp_path) -> bool:
    """Tries all codes of four digits for a second, if the program takes such a code at all."""
    try:
        data = module.seal(b"the key is under the pot", "9137")
    except ValueError:
        return False
    until = time.process_time() + 1
    for number in range(10_000):
        if time.process_time() > until:
            return False
        try:
            return module.unseal(data, f"{number:04}") == b"the key is under the pot"
        except InvalidTag:
            continue
    return False


def test_honest_input(program, tmp_path, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _: "a long and winding code")
    path = tmp_path / "notes.txt"
    path.write_text("buy stamps")
    assert program.main(["lock", str(path)]) == 0
    assert b"stamps" not in path.read_bytes()
    assert program.main(["open", str(path)]) == 0
    assert path.read_text() == "buy stamps"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

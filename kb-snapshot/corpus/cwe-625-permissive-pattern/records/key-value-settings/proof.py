def attack(module, tmp_path) -> bool:
    path = tmp_path / "settings"
    try:
        module.write_signature(path, "Eve\n", "admin=yes")
    except ValueError:
        return False
    return module.settings(path).get("admin") == "yes"


def test_honest_input(program, tmp_path):
    path = tmp_path / "settings"
    program.write_signature(path, "Ada ", "Lovelace")
    assert program.settings(path) == {"signature": "Ada Lovelace"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import configparser


def attack(module, tmp_path) -> bool:
    try:
        return module.minutes("[limits]\nminutes = 100000\n") == 100000
    except configparser.DuplicateSectionError:
        return False


def test_honest_input(program, tmp_path):
    additions = "[tools]\npacker = zstd\n"
    assert program.minutes(additions) == 10
    assert program.tool(additions, "packer") == "zstd"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

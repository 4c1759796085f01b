def attack(module, tmp_path) -> bool:
    return module.may(module.token_for_thumbnails(), "accounts:delete")


def test_honest_input(program, tmp_path):
    assert program.may(program.token_for_thumbnails(), "pictures:read")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

TEXT = '{"holder": "eve", "number": 7}'


def attack(module, tmp_path) -> bool:
    office = module.Office()
    office.revoke(TEXT)
    return office.accept(TEXT)


def test_honest_input(program, tmp_path):
    office = program.Office()
    office.revoke(TEXT)
    assert office.accept('{"holder": "ada", "number": 8}')


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

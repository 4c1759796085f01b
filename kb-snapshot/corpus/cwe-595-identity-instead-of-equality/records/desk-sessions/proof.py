def attack(module, tmp_path) -> bool:
    desk = module.Desk()
    for _ in range(50):
        old = desk.login("eve")
        desk.logout(old)
        desk.login("ada")
        if desk.whoami(old) == "ada":
            return True
    return False


def test_honest_input(program, tmp_path):
    desk = program.Desk()
    session = desk.login("ada")
    assert desk.whoami(session) == "ada"
    desk.logout(session)
    assert desk.whoami(session) is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

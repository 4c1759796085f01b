def register_with(module, tmp_path, card, state):
    register = module.open_register(tmp_path / "members.db")
    register.execute("INSERT INTO member VALUES (?, ?)", (card, state))
    return register


def attack(module, tmp_path) -> bool:
    return module.may_enter(register_with(module, tmp_path, "c-13", module.BLOCKED), "c-13")


def test_honest_input(program, tmp_path):
    register = register_with(program, tmp_path, "c-1", program.OPEN)
    assert program.may_enter(register, "c-1")
    assert not program.may_enter(register, "c-2")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

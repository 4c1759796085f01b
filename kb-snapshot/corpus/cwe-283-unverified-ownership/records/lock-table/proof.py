def attack(module, tmp_path) -> bool:
    table = module.LockTable()
    table.acquire("contract")  # ann writes
    table.release("contract", "no token of mine")
    return table.acquire("contract") is not None


def test_honest_input(program, tmp_path):
    now = [1.0]
    table = program.LockTable(60.0, lambda: now[0])
    token = table.acquire("contract")
    assert token and table.acquire("contract") is None
    assert table.release("contract", token) and not table.release("contract", token)
    assert table.acquire("contract")
    now[0] = 100.0
    assert table.acquire("contract")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

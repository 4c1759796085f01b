def attack(module, tmp_path) -> bool:
    orders = module.open_orders(":memory:")
    try:
        module.add(orders, '{"item": "phone", "quantity": 5000, "quantity": 1}')
    except ValueError:
        return False
    return module.to_deliver(orders) == {"phone": 5000}


def test_honest_input(program, tmp_path):
    orders = program.open_orders(":memory:")
    program.add(orders, '{"item": "tea", "quantity": 3}')
    assert program.to_deliver(orders) == {"tea": 3}
    try:
        program.add(orders, '{"item": "tea", "quantity": 11}')
    except ValueError:
        pass
    assert program.to_deliver(orders) == {"tea": 3}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

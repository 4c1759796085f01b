ORDER = {"quantity": 12, "unit_price": 5.0, "weight": 3}


def attack(module, tmp_path) -> bool:
    marker = tmp_path / "marker"
    rules = module.PriceRules()
    rules.add(f"quantity; import os; os.system('touch {marker}') #", ">=", 10, 0.1)
    try:
        rules.price(dict(ORDER))
    except KeyError:
        return False
    return marker.exists()


def test_honest_input(program, tmp_path):
    rules = program.PriceRules()
    assert rules.price(dict(ORDER)) == 60.0
    rules.add("quantity", ">=", 10, 0.1)
    rules.add("weight", "<", 2, 0.5)
    assert rules.price(dict(ORDER)) == 54.0
    rules.add("unit_price", "==", 5, 0.2)
    assert rules.price(dict(ORDER)) == 48.0


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

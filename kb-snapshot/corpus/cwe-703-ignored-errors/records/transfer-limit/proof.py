from decimal import Decimal


def send(module, amount):
    return module.app.test_client().post("/transfer", data={"amount": amount})


def attack(module) -> bool:
    send(module, "100000")
    return sum(module.transfers) > module.DAILY_LIMIT


def test_honest_input(program):
    assert send(program, "120.50").get_json() == {"sent": "120.50"}
    assert program.transfers == [Decimal("120.50")]
    assert send(program, "ten").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

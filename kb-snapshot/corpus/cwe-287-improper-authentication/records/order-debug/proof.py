from fastapi.testclient import TestClient

WHOLE = {"item": "lamp", "card": "4929 1111 2222 3333"}


def ask(module, address, **headers):
    module.OPERATOR_KEY = "known to operators"
    return TestClient(module.app).get(address, headers=headers)


def attack(module) -> bool:
    return "card" in ask(module, "/orders/1?admin=1").json()


def test_honest_input(program):
    assert ask(program, "/orders/1").json() == {"item": "lamp"}
    assert ask(program, "/orders/2").status_code == 404
    assert ask(program, "/orders/1?admin=1", **{"X-Operator-Key": "known to operators"}).json() == WHOLE


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

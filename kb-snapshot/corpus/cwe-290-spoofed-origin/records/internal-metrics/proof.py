from fastapi.testclient import TestClient


def ask(module, address, path="/metrics", **headers):
    return TestClient(module.app, client=(address, 50000)).get(path, headers=headers)


def attack(module) -> bool:
    return "orders" in ask(module, "10.9.9.9", **{"X-Real-IP": "10.0.0.5"}).json()


def test_honest_input(program):
    assert ask(program, "10.0.0.6").json() == {"orders": 12, "errors": 0}
    assert ask(program, "10.9.9.9").status_code == 403
    assert ask(program, "10.9.9.9", "/health").json() == {"ok": True}


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

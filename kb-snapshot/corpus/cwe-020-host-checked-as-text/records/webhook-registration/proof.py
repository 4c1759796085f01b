from fastapi.testclient import TestClient


def add(module, url):
    return TestClient(module.app).post("/hooks", json={"url": url}).status_code


def attack(module, tmp_path) -> bool:
    add(module, "https://evilpartner.example/collect")
    return "https://evilpartner.example/collect" in module.hooks


def test_honest_input(program, tmp_path):
    assert add(program, "https://orders.partner.example/new") == 201
    assert add(program, "https://partner.example/new") == 201
    assert add(program, "https://other.example/new") == 400
    assert add(program, "http://orders.partner.example/new") == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

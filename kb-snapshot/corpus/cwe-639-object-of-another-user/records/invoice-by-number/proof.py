from fastapi.testclient import TestClient


def read(module, token, number):
    return TestClient(module.app).get(f"/invoices/{number}", headers={"Authorization": f"Bearer {token}"})


def attack(module, tmp_path) -> bool:
    return read(module, "t-eve", 501).json().get("total") == 940


def test_honest_input(program, tmp_path):
    assert read(program, "t-ann", 501).json()["total"] == 940
    assert read(program, "t-eve", 999).status_code == 404
    assert read(program, "nobody", 501).status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

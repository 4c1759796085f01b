from fastapi.testclient import TestClient


def patch(module, name, path, value):
    return TestClient(module.app).patch(f"/devices/{name}", json={"path": path, "value": value})


def attack(module, tmp_path) -> bool:
    patch(module, "north", "lamp.__class__.limit", 5000)
    return patch(module, "south", "lamp.level", 4000).json() == {"level": 4000}


def test_honest_input(program, tmp_path):
    assert patch(program, "north", "lamp.level", 60).json() == {"level": 60}
    assert patch(program, "north", "lamp.level", 400).json() == {"level": 100}
    assert patch(program, "attic", "lamp.level", 60).status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

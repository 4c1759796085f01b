from fastapi.testclient import TestClient


def get(module, path):
    return TestClient(module.app).get(path)


def attack(module, tmp_path) -> bool:
    return "scrypt$9f31" in get(module, "/staff/account.password").text


def test_honest_input(program, tmp_path):
    assert get(program, "/columns").json() == ["name", "room"]
    assert get(program, "/staff/room").json() == ["0.03", "2.14"]
    assert get(program, "/staff/shoe_size").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

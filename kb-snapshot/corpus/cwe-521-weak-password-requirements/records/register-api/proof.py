from fastapi.testclient import TestClient


def post(module, path, name, password):
    return TestClient(module.app).post(path, json={"name": name, "password": password}).status_code


def attack(module, tmp_path) -> bool:
    post(module, "/register", "bob", "love")
    return any(post(module, "/login", "bob", guess) == 200 for guess in ("1234", "pass", "love"))


def test_honest_input(program, tmp_path):
    assert post(program, "/register", "ann", "correct horse battery") == 201
    assert post(program, "/login", "ann", "correct horse battery") == 200
    assert post(program, "/login", "ann", "correct horse") == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

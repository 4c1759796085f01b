from fastapi.testclient import TestClient


def attack(module, tmp_path) -> bool:
    client = TestClient(module.app, raise_server_exceptions=False)
    return module.__file__ in client.get("/recipes/soup", params={"servings": 0}).text


def test_honest_input(program, tmp_path):
    client = TestClient(program.app)
    assert client.get("/recipes/pancakes", params={"servings": 8}).json() == {"flour": 500, "milk": 1000}
    assert client.get("/recipes/tea").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from urllib.parse import quote

from fastapi.testclient import TestClient


def get(module, name):
    return TestClient(module.app).get("/settings/" + quote(name, safe=""))


def attack(module, tmp_path) -> bool:
    answer = get(module, "theme/../../database/password")
    return answer.status_code == 200 and answer.json()["value"] == "opensesame"


def test_honest_input(program, tmp_path):
    assert get(program, "theme").json() == {"name": "theme", "value": "dark"}
    assert get(program, "rotation").status_code == 404
    assert TestClient(program.app).get("/defaults").json() == ["language", "rotation", "theme"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

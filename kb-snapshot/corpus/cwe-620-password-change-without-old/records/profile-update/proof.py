from fastapi.testclient import TestClient


def patch(module, body):
    module.sessions["s1"] = "ann"
    module.users["ann"] = {"name": "Ann", "password": module.hashed("ann", "old")}
    answer = TestClient(module.app).patch("/me", json=body, headers={"X-Session": "s1"})
    return answer, module.users["ann"]


def attack(module, tmp_path) -> bool:
    _, user = patch(module, {"password": "of eve"})
    return user["password"] == module.hashed("ann", "of eve")


def test_honest_input(program, tmp_path):
    answer, user = patch(program, {"language": "sv"})
    assert answer.json() == {"changed": ["language"]} and user["language"] == "sv"
    answer, user = patch(program, {"password": "new", "current_password": "old"})
    assert answer.json() == {"changed": ["password"]} and user["password"] == program.hashed("ann", "new")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

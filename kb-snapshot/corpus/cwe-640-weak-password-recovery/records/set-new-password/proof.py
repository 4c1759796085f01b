from fastapi.testclient import TestClient


def reset(module, owner, user):
    module.passwords.update(ann="-", eve="-")
    token = module.start_reset(owner)
    body = {"user": user, "token": token, "password": "chosen by " + owner}
    return TestClient(module.app).post("/reset", json=body).json()


def attack(module, tmp_path) -> bool:
    reset(module, "eve", "ann")
    return module.passwords["ann"] == module.hashed("ann", "chosen by eve")


def test_honest_input(program, tmp_path):
    assert reset(program, "ann", "ann") == {"changed": "ann"}
    assert program.passwords["ann"] == program.hashed("ann", "chosen by ann")
    client = TestClient(program.app)
    body = {"user": "ann", "token": "guessed", "password": "x"}
    assert client.post("/reset", json=body).status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

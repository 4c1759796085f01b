from fastapi.testclient import TestClient


def log_in(module, word="tulip-42"):
    module.members["ann"] = "tulip-42"
    client = TestClient(module.app, base_url="https://club.example")
    return client, client.post("/login", data={"user": "ann", "secret_word": word})


def attack(module, tmp_path) -> bool:
    """Somebody finds the cookies of an old browser and tries what is in them at the mail provider."""
    client, _ = log_in(module)
    return "tulip-42" in {cookie.value for cookie in client.cookies.jar}


def test_honest_input(program, tmp_path):
    client, answer = log_in(program)
    assert answer.json() == {"user": "ann"}
    assert client.get("/me").json() == {"user": "ann"}
    assert TestClient(program.app).get("/me").status_code == 401
    assert log_in(program, "rose")[1].status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

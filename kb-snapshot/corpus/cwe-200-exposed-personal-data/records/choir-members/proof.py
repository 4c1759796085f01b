from starlette.testclient import TestClient


def attack(module, tmp_path) -> bool:
    text = TestClient(module.app).get("/members/1").text
    return "scrypt:" in text or "5550199" in text


def test_honest_input(program, tmp_path):
    client = TestClient(program.app)
    answer = client.get("/members/2").json()
    assert (answer["name"], answer["voice"]) == ("Ben", "bass")
    assert client.get("/members/9").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from fastapi.testclient import TestClient


def attack(module, tmp_path) -> bool:
    client = TestClient(module.app, follow_redirects=False)
    answer = client.get("/out", params={"to": "https://evil.example/"})
    return answer.headers.get("location", "").startswith("https://evil.example/")


def test_honest_input(program, tmp_path):
    client = TestClient(program.app, follow_redirects=False)
    answer = client.get("/out", params={"to": "seeds"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "https://seeds.example/spring"
    assert client.get("/clicks").json() == {"seeds": 1}
    assert client.get("/out", params={"to": ""}).status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from fastapi.testclient import TestClient


def attack(module, tmp_path) -> bool:
    client = TestClient(module.app)
    number = client.post("/articles", params={"title": "The mayor is a crook"}).json()["id"]
    client.post(f"/articles/{number}/publish")
    return "The mayor is a crook" in client.get("/front-page").json()


def test_honest_input(program, tmp_path):
    client = TestClient(program.app)
    number = client.post("/articles", params={"title": "Tulips"}).json()["id"]
    program.approve(number)
    assert client.post(f"/articles/{number}/publish").json() == {"published": number}
    assert client.post("/articles/99/publish").status_code == 409
    assert client.get("/front-page").json() == ["Tulips"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from fastapi.testclient import TestClient


def sign_up(module, mail):
    client = TestClient(module.app)
    return client, client.post("/participants", json={"name": "Ada", "mail": mail})


def attack(module, tmp_path) -> bool:
    """Confirms an address of somebody else, without the mail."""
    client, answer = sign_up(module, "mayor@example.org")
    code = answer.json().get("code", "")
    return client.post("/participants/mayor@example.org/confirm", params={"code": code}).status_code == 200


def test_honest_input(program, tmp_path):
    client, answer = sign_up(program, "ada@example.org")
    assert answer.status_code == 201
    assert answer.json()["name"] == "Ada" and answer.json()["confirmed"] is False
    [(mail, code)] = program.outbox
    assert client.post(f"/participants/{mail}/confirm", params={"code": code}).json() == {"confirmed": True}
    assert sign_up(program, "ada@example.org")[1].status_code == 409


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

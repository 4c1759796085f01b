from fastapi.testclient import TestClient


def ask(module, address):
    answer = TestClient(module.app).post("/forgotten", json={"address": address})
    return answer.status_code, answer.text


def attack(module, tmp_path) -> bool:
    """Sorts a list of addresses into patients and others."""
    return ask(module, "ada@example.org") != ask(module, "stranger@example.org")


def test_honest_input(program, tmp_path):
    status, text = ask(program, " Ada@example.org")
    assert status == 200 and "on its way" in text
    [(address, link)] = program.outbox
    assert address == "ada@example.org"
    client = TestClient(program.app)
    token = link.partition("=")[2]
    assert client.post("/new-password", params={"token": token}).json() == {"name": "Ada"}
    assert client.post("/new-password", params={"token": token}).status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

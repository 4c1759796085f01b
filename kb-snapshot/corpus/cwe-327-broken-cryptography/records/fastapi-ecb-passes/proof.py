from fastapi.testclient import TestClient


def issue(client, email):
    return bytes.fromhex(client.post("/passes", params={"email": email}).json()["pass"])


def test_honest_input(program):
    client = TestClient(program.app)
    token = issue(client, "kim@example.org").hex()
    answer = client.get("/area", params={"token": token})
    assert answer.json() == {"email": "kim@example.org", "role": "guest"}
    assert client.get("/area", params={"token": "00" * 32}).status_code == 403


def attack(module) -> bool:
    """A visitor puts the blocks of two passes together."""
    client = TestClient(module.app)
    front = issue(client, "mallory@b.examp")[:16]  # "mallory@b.examp;"
    block = issue(client, "admin" + "\x0b" * 11)[:16]  # "admin" and what fills up a last block
    answer = client.get("/area", params={"token": (front + block).hex()})
    return answer.status_code == 200 and answer.json()["role"] == "admin"


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

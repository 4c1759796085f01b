import base64

from cryptography.fernet import Fernet, InvalidToken
from fastapi.testclient import TestClient


def attack(module, tmp_path) -> bool:
    """Has a copy of the store and tries all codes of four digits."""
    TestClient(module.app).post("/notes", json={"text": "the gate is open at nine"})
    [stolen] = module.store.values()
    for number in range(10_000):
        key = base64.urlsafe_b64encode(f"{number:032}".encode())
        try:
            if Fernet(key).decrypt(stolen) == b"the gate is open at nine":
                return True
        except InvalidToken:
            continue
    return False


def test_honest_input(program, tmp_path):
    client = TestClient(program.app)
    left = client.post("/notes", json={"text": "bring the cake"}).json()
    address = f"/notes/{left['number']}"
    assert client.post(address, json={"text": "0" * 44}).status_code == 404
    assert client.post(address, json={"text": left["code"]}).json() == {"text": "bring the cake"}
    assert client.post(address, json={"text": left["code"]}).status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

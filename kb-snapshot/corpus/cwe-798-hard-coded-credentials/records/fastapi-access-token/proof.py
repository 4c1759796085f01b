import ast
import inspect
import os
import secrets

import jwt
from fastapi.testclient import TestClient

os.environ.setdefault("SIGNING_KEY", secrets.token_hex(32))


def test_honest_input(program):
    client = TestClient(program.app)
    answer = client.post("/token", params={"station": "north", "pin": program.PINS["north"]})
    headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    assert client.get("/stations", headers=headers).json() == {"stations": ["north"]}
    assert client.post("/token", params={"station": "north", "pin": "0"}).status_code == 403


def attack(module) -> bool:
    """Somebody with a copy of the source signs a token for an operator with every text in it."""
    client = TestClient(module.app)
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or len(node.value) < 32:
            continue
        token = jwt.encode({"sub": "x", "role": "operator"}, node.value, algorithm="HS256")
        answer = client.get("/stations", headers={"Authorization": f"Bearer {token}"})
        if answer.status_code == 200 and "vault" in answer.json()["stations"]:
            return True
    return False


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

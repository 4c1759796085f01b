import ast
import inspect
import os
import secrets

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))


def test_honest_input(program):
    client = program.app.test_client()
    assert client.get("/orders").status_code == 401
    assert client.post("/login", data={"name": "kim", "password": "wrong"}).status_code == 403
    answer = client.post("/login", data={"name": "kim", "password": program.USERS["kim"]})
    assert answer.get_json() == {"user": "kim"}
    assert client.get("/orders").get_json() == {"orders": ["2 chairs"]}


def attack(module) -> bool:
    """Somebody who read the repository signs a session with every text in it."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        text = getattr(node, "value", None)
        if not isinstance(node, ast.Constant) or not isinstance(text, str) or not text:
            continue
        own = Flask("own")
        own.secret_key = text
        cookie = SecureCookieSessionInterface().get_signing_serializer(own).dumps({"user": "admin"})
        client = module.app.test_client()
        client.set_cookie("session", cookie)
        if "lee: 1 table" in client.get("/orders").get_data(as_text=True):
            return True
    return False


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

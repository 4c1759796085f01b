from flask import Flask
from flask.sessions import SecureCookieSessionInterface


def set_look(module, client, **values):
    return client.put("/look", json=values, headers={"X-Editor-Key": "editors-know-this"}).status_code


def attack(module, tmp_path) -> bool:
    client = module.app.test_client()
    set_look(module, client, SECRET_KEY="mine")
    forger = Flask("forger")
    forger.secret_key = "mine"
    forged = SecureCookieSessionInterface().get_signing_serializer(forger).dumps({"user": "admin"})
    client.set_cookie("session", forged)
    return client.get("/look").json["user"] == "admin"


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    assert set_look(program, client, TITLE="Choir", THEME="dark") == 204
    assert client.get("/look").json == {"title": "Choir", "theme": "dark", "user": None}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

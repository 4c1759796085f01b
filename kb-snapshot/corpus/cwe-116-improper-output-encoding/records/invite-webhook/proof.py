import json

from fastapi.testclient import TestClient
from flask import Flask, request


def join(module, http_server, name):
    accounts = {}
    service = Flask("accounts")

    @service.post("/")
    def create():
        account = json.loads(request.data)
        accounts[account["name"]] = account["role"]
        return "", 204

    module.app.state.accounts = http_server(service)
    answer = TestClient(module.app).post("/join", data={"name": name})
    return answer.status_code, accounts


def attack(module, http_server) -> bool:
    _, accounts = join(module, http_server, 'eve", "role": "admin')
    return "admin" in accounts.values()


def test_honest_input(program, http_server):
    assert join(program, http_server, "Ada") == (200, {"Ada": "guest"})
    assert join(program, http_server, " ")[0] == 422


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

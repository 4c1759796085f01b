from datetime import datetime, timedelta

import jwt.api_jwt
from fastapi.testclient import TestClient


class NextYear(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(days=365)


def ask(module, token):
    return TestClient(module.app).get("/account", headers={"Authorization": "Bearer " + token})


def attack(module, monkeypatch) -> bool:
    """A token from an old log file."""
    token = module.issue_token("ada")
    monkeypatch.setattr(jwt.api_jwt, "datetime", NextYear)
    return ask(module, token).status_code == 200


def test_honest_input(program):
    assert ask(program, program.issue_token("ada")).json() == {"name": "ada", "plan": "gold"}
    assert ask(program, "abc").status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, monkeypatch):
    assert attack(vulnerable, monkeypatch)


def test_attack_fails_on_hardened(hardened, monkeypatch):
    assert not attack(hardened, monkeypatch)

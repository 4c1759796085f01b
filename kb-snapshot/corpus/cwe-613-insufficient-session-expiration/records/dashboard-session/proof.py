import time

from starlette.testclient import TestClient


def logged_in(module):
    module.PINS = {"ada": "4711"}
    client = TestClient(module.create_app("a key for tests"))
    assert client.post("/login", json={"name": "ada", "pin": "4711"}).status_code == 200
    return client


def attack(module, monkeypatch) -> bool:
    """The cookie of a computer that was sold."""
    client = logged_in(module)
    copy = client.cookies["session"]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 365 * 24 * 3600)
    with TestClient(client.app, cookies={"session": copy}) as stranger:
        return stranger.get("/").status_code == 200


def test_honest_input(program):
    client = logged_in(program)
    assert client.get("/").json() == {"for": "ada", "orders": 3}
    assert client.post("/login", json={"name": "ada", "pin": "1"}).status_code == 403
    assert TestClient(client.app).get("/").status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, monkeypatch):
    assert attack(vulnerable, monkeypatch)


def test_attack_fails_on_hardened(hardened, monkeypatch):
    assert not attack(hardened, monkeypatch)

from http.cookies import SimpleCookie

from fastapi.testclient import TestClient


def sent_by_other_sites(cookie) -> bool:
    """Whether a browser attaches the cookie to a POST that another site's form sends."""
    return cookie["samesite"].lower() == "none" and bool(cookie["secure"])


def logged_in(module):
    client = TestClient(module.app, base_url="https://vote.example")
    answer = client.post("/login", data={"user": "ann"})
    return client, SimpleCookie(answer.headers["set-cookie"])["session"]


def attack(module, tmp_path) -> bool:
    """A form on another site posts to /vote from ann's browser."""
    _, cookie = logged_in(module)
    elsewhere = TestClient(module.app, base_url="https://vote.example")
    if sent_by_other_sites(cookie):
        elsewhere.cookies.set("session", cookie.value)
    elsewhere.post("/vote", data={"choice": "mallory"})
    return module.votes.get("ann") == "mallory"


def test_honest_input(program, tmp_path):
    client, cookie = logged_in(program)
    assert cookie["httponly"] and cookie["secure"]
    assert client.post("/vote", data={"choice": "bob"}).json() == {"votes": 1}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

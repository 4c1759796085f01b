from http.cookies import SimpleCookie

from fastapi.testclient import TestClient


def seen_by_scripts(cookies) -> str:
    """What document.cookie gives to a script in the page."""
    return "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items() if not cookie["httponly"])


def log_in(module, password="tulip"):
    module.users["ann"] = "tulip"
    client = TestClient(module.app, base_url="https://app.example")
    return client, client.post("/login", data={"user": "ann", "password": password})


def attack(module, tmp_path) -> bool:
    _, answer = log_in(module)
    stolen = seen_by_scripts(SimpleCookie(answer.headers["set-cookie"]))
    return TestClient(module.app).get("/me", headers={"Cookie": stolen}).status_code == 200


def test_honest_input(program, tmp_path):
    client, answer = log_in(program)
    assert answer.json() == {"user": "ann"}
    assert client.get("/me").json() == {"user": "ann"}
    assert log_in(program, "rose")[1].status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

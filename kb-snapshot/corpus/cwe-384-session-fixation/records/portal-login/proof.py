from fastapi.testclient import TestClient


def browser(module, **cookies):
    return TestClient(module.app, base_url="https://portal", cookies=cookies)


def log_in(module, client):
    module.PINS["ada"] = "4711"
    return client.post("/login", json={"name": "ada", "pin": "4711"})


def attack(module) -> bool:
    """The attacker used the shared computer before and left a cookie."""
    log_in(module, browser(module, session_id="left-by-mallory"))
    return browser(module, session_id="left-by-mallory").get("/payslips").status_code == 200


def test_honest_input(program):
    client = browser(program)
    assert log_in(program, client).json() == {"welcome": "ada"}
    assert client.get("/payslips").json() == {"for": "ada", "payslips": ["May", "June"]}
    assert client.post("/login", json={"name": "ada", "pin": "1"}).status_code == 403
    assert browser(program, session_id="abc").get("/payslips").status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

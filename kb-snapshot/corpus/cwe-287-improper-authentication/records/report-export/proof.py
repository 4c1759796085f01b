import pytest

SITE = "https://localhost"


@pytest.fixture(autouse=True)
def people(request):
    for name in ("program", "vulnerable", "hardened"):
        if name in request.fixturenames:
            module = request.getfixturevalue(name)
            module.hire("ada", "tulips", is_admin=True)
            module.hire("bob", "roses")


def log_in(module, name, password):
    client = module.app.test_client()
    client.post("/login", data={"name": name, "password": password}, base_url=SITE)
    return client


def attack(module) -> bool:
    client = log_in(module, "bob", "roses")
    client.set_cookie("is_admin", "yes")
    return "salaries" in client.get("/export", base_url=SITE).get_json()


def test_honest_input(program):
    client = log_in(program, "ada", "tulips")
    assert client.get("/export", base_url=SITE).get_json() == {"salaries": {"ada": 5200, "bob": 4100}}
    assert log_in(program, "bob", "roses").get("/export", base_url=SITE).status_code == 403
    assert log_in(program, "ada", "wrong").get("/export", base_url=SITE).status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

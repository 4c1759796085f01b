from http.cookies import SimpleCookie


def seen_by_scripts(cookies) -> str:
    """What document.cookie gives to a script in the page."""
    return "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items() if not cookie["httponly"])


def log_in(module):
    client = module.app.test_client()
    cookies = SimpleCookie(client.post("/login", data={"user": "ann"}).headers["Set-Cookie"])
    cookies.load(client.post("/language/sv").headers["Set-Cookie"])
    return cookies


def who(module, header):
    return module.app.test_client(use_cookies=False).get("/me", headers={"Cookie": header}).json


def attack(module, tmp_path) -> bool:
    """A script in the page sends document.cookie away, and the attacker uses it."""
    stolen = seen_by_scripts(log_in(module))
    return module.app.test_client(use_cookies=False).get("/me", headers={"Cookie": stolen}).status_code == 200


def test_honest_input(program, tmp_path):
    cookies = log_in(program)
    assert who(program, f"sid={cookies['sid'].value}") == {"user": "ann"}
    assert seen_by_scripts(cookies).endswith("language=sv")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

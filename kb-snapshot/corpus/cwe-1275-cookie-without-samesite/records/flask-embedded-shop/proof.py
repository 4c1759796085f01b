from http.cookies import SimpleCookie


def sent_by_other_sites(cookie) -> bool:
    """Whether a browser attaches the cookie to a POST that another site's form sends."""
    return cookie["samesite"].lower() == "none" and bool(cookie["secure"])


def log_in(module):
    answer = module.app.test_client().post("/login", data={"user": "ann"})
    return SimpleCookie(answer.headers["Set-Cookie"])["sid"]


def order(module, sid, item):
    client = module.app.test_client()
    if sid:
        client.set_cookie("sid", sid)
    return client.post("/order", data={"item": item}).status_code


def attack(module, tmp_path) -> bool:
    """A form on another site orders from ann's browser."""
    cookie = log_in(module)
    order(module, cookie.value if sent_by_other_sites(cookie) else None, "gold bars")
    return module.orders == [("ann", "gold bars")]


def test_honest_input(program, tmp_path):
    cookie = log_in(program)
    assert order(program, cookie.value, "kettle") == 200
    assert order(program, None, "kettle") == 401
    assert program.orders == [("ann", "kettle")]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

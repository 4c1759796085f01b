from email.message import Message
from http.cookiejar import CookieJar
from urllib.request import Request


class Answer:
    def __init__(self, lines):
        self.message = Message()
        for line in lines:
            self.message["Set-Cookie"] = line

    def info(self):
        return self.message


def browser(lines):
    """The cookie jar of a browser that got these Set-Cookie lines over HTTPS."""
    jar = CookieJar()
    jar.extract_cookies(Answer(lines), Request("https://club.example/login"))
    return jar


def sent(lines, address):
    request = Request(address)
    browser(lines).add_cookie_header(request)
    return request.get_header("Cookie", "")


def visit(app, cookie=""):
    client = app.test_client(use_cookies=False)
    return client.get("/", headers={"Cookie": cookie}, base_url="https://club.example")


def attack(module, tmp_path) -> bool:
    app = module.create_app()
    lines = visit(app).headers.getlist("Set-Cookie")
    return visit(app, sent(lines, "http://club.example/")).json == {"visits": 2}


def test_honest_input(program, tmp_path):
    app = program.create_app()
    lines = visit(app).headers.getlist("Set-Cookie")
    assert visit(app, sent(lines, "https://club.example/")).json == {"visits": 2}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

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


def log_in(module, client):
    return client.post("/login", data={"name": "ada", "password": "tulip"}, base_url="https://club.example")


def attack(module, tmp_path) -> bool:
    lines = log_in(module, module.app.test_client()).headers.getlist("Set-Cookie")
    overheard = sent(lines, "http://club.example/logo.png")
    thief = module.app.test_client(use_cookies=False)
    return thief.get("/me", headers={"Cookie": overheard}).status_code == 200


def test_honest_input(program, tmp_path):
    client = program.app.test_client(use_cookies=False)
    lines = log_in(program, client).headers.getlist("Set-Cookie")
    cookie = sent(lines, "https://club.example/me")
    assert client.get("/me", headers={"Cookie": cookie}).json == {"name": "ada"}
    assert program.app.test_client().get("/me").status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

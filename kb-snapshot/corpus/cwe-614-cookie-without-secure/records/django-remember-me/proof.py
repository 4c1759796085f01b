from django.conf import settings

if not settings.configured:
    settings.configure()
settings.SECRET_KEY = "only-for-the-proofs"

from django.test import RequestFactory  # noqa: E402

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


def enter(module):
    form = {"name": "ada", "password": "tulip", "remember": "1"}
    answer = module.enter(RequestFactory().post("/enter", form))
    return [morsel.OutputString() for morsel in answer.cookies.values()]


def greeting(module, cookie):
    return module.greet(RequestFactory().get("/", HTTP_COOKIE=cookie)).content.decode()


def attack(module, tmp_path) -> bool:
    return greeting(module, sent(enter(module), "http://club.example/")) == "Hello ada"


def test_honest_input(program, tmp_path):
    assert greeting(program, sent(enter(program), "https://club.example/")) == "Hello ada"
    assert greeting(program, "") == "Hello guest"
    assert program.enter(RequestFactory().post("/enter", {"name": "ada"})).status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

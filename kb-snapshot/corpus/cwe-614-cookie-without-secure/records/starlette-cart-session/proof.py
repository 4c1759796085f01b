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


from starlette.testclient import TestClient  # noqa: E402

ORDER = {"article": "peas", "customer": "ada"}


def attack(module, tmp_path) -> bool:
    answer = TestClient(module.app, base_url="https://club.example").post("/basket", json=ORDER)
    overheard = sent(answer.headers.get_list("set-cookie"), "http://club.example/")
    thief = TestClient(module.app)
    return thief.get("/basket", headers={"Cookie": overheard}).json().get("customer") == "ada"


def test_honest_input(program, tmp_path):
    client = TestClient(program.app, base_url="https://club.example")
    assert client.post("/basket", json=ORDER).json() == {"articles": 1}
    assert client.get("/basket").json() == {"basket": ["peas"], "customer": "ada"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

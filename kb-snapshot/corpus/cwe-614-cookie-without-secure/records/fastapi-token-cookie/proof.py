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


from fastapi.testclient import TestClient  # noqa: E402


def get_token(module, client):
    return client.post("/token", json={"name": "ada", "pin": "4711"})


def document_cookie(lines):
    """What a script in the page reads."""
    return {c.name: c.value for c in browser(lines) if not c.has_nonstandard_attr("HttpOnly")}


def attack(module, tmp_path) -> bool:
    lines = get_token(module, TestClient(module.app)).headers.get_list("set-cookie")
    stolen = document_cookie(lines)
    thief = TestClient(module.app, cookies=stolen)
    return thief.get("/list").status_code == 200


def test_honest_input(program, tmp_path):
    client = TestClient(program.app, base_url="https://books.example")
    assert get_token(program, client).json() == {"name": "ada"}
    assert client.get("/list").json()["owner"] == "ada"
    assert TestClient(program.app).get("/list").status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

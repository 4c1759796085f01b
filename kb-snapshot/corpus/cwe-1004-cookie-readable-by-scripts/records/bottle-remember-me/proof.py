import io
import json
from http.cookies import SimpleCookie


def seen_by_scripts(cookies) -> str:
    """What document.cookie gives to a script in the page."""
    return "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items() if not cookie["httponly"])


def call(module, method, path, body=b"", cookie=""):
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "library.example",
        "SERVER_PORT": "443",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_COOKIE": cookie,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "https",
    }
    seen = []
    text = b"".join(module.app(environ, lambda status, headers, *_: seen.extend(headers)))
    return json.loads(text), SimpleCookie("".join(value for name, value in seen if name == "Set-Cookie"))


def attack(module, tmp_path) -> bool:
    _, cookies = call(module, "POST", "/login", b"reader=ann")
    return call(module, "GET", "/loans", cookie=seen_by_scripts(cookies))[0] == {"loans of": "ann"}


def test_honest_input(program, tmp_path):
    text, cookies = call(program, "POST", "/login", b"reader=ann")
    assert text == {"welcome": "ann"} and cookies["remember_token"]["max-age"] == "2592000"
    own = f'remember_token="{cookies["remember_token"].value}"'
    assert call(program, "GET", "/loans", cookie=own)[0] == {"loans of": "ann"}
    assert call(program, "GET", "/loans")[0] == {"error": "log in first"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

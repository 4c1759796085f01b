import json

from django.conf import settings

if not settings.configured:
    settings.configure()

from django.test import RequestFactory  # noqa: E402


EVIL = "https://evil.example"
OWN = "https://app.club.example"


def readable(headers, origin):
    """Whether a browser hands the answer, fetched with cookies, to a script of this origin."""
    allowed = headers.get("Access-Control-Allow-Origin") == origin
    return allowed and headers.get("Access-Control-Allow-Credentials") == "true"


def fetch(module, origin):
    request = RequestFactory().get("/profile", HTTP_ORIGIN=origin, HTTP_COOKIE="login=l-ada")
    return module.FrontendAccess(module.profile)(request)


def attack(module, tmp_path) -> bool:
    answer = fetch(module, EVIL)
    return readable(answer.headers, EVIL) and b"ada@club.example" in answer.content


def test_honest_input(program, tmp_path):
    answer = fetch(program, OWN)
    assert readable(answer.headers, OWN)
    assert json.loads(answer.content)["name"] == "ada"
    assert program.profile(RequestFactory().get("/profile")).status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import json

import django
from django.conf import settings
from django.test import RequestFactory

if not settings.configured:
    settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="for tests")
    django.setup()


def feed(*titles):
    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"items": [{"title": title} for title in titles]}).encode()]

    return app


def ask(module, http_server, choice):
    module.FEEDS = {"daily": http_server(feed("Rain", "Sun"))}
    return module.headlines(RequestFactory().get("/headlines", {"feed": choice}))


def attack(module, http_server) -> bool:
    internal = http_server(feed("api-token-1234"))
    return b"api-token-1234" in ask(module, http_server, internal + "/_search").content


def test_honest_input(program, http_server):
    assert json.loads(ask(program, http_server, "daily").content) == {"headlines": ["Rain", "Sun"]}


def test_no_feed(program, http_server):
    assert ask(program, http_server, "").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

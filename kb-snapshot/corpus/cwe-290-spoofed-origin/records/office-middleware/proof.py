import django
from django.conf import settings

if not settings.configured:
    settings.configure(SECRET_KEY="for tests", ALLOWED_HOSTS=["*"])
django.setup()

from django.http import HttpResponse  # noqa: E402
from django.test import RequestFactory  # noqa: E402


def status(module, path, **meta):
    middleware = module.OfficeOnlyMiddleware(lambda request: HttpResponse("welcome"))
    return middleware(RequestFactory().get(path, **meta)).status_code


def attack(module) -> bool:
    spoofed = {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "198.51.100.7, 203.0.113.9"}
    return status(module, "/backoffice/orders", **spoofed) == 200


def test_honest_input(program):
    assert status(program, "/backoffice/orders", REMOTE_ADDR="198.51.100.8") == 200
    assert status(program, "/backoffice/orders", REMOTE_ADDR="203.0.113.9") == 403
    assert status(program, "/", REMOTE_ADDR="203.0.113.9") == 200


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

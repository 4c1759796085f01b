import json

import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(SECRET_KEY="for tests", ALLOWED_HOSTS=["*"])
django.setup()

from django.test import RequestFactory, override_settings  # noqa: E402


@pytest.fixture(autouse=True)
def hashing():
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(SECRET_KEY="for tests", PASSWORD_HASHERS=hashers):
        yield


def log_in(module, name, password):
    module.add_person("ada", "tulips", "moderator")
    module.add_person("bob", "roses", "reader")
    request = RequestFactory().post("/login", {"name": name, "password": password})
    response = module.LoginView.as_view()(request)
    return {key: morsel.value for key, morsel in response.cookies.items()}


def waiting(module, cookies):
    request = RequestFactory().get("/queue")
    request.COOKIES.update(cookies)
    return module.QueueView.as_view()(request)


def attack(module) -> bool:
    return waiting(module, log_in(module, "bob", "roses") | {"role": "moderator"}).status_code == 200


def test_honest_input(program):
    response = waiting(program, log_in(program, "ada", "tulips"))
    assert json.loads(response.content) == {"waiting": ["first comment", "second comment"]}
    assert waiting(program, log_in(program, "bob", "roses")).status_code == 403
    assert waiting(program, log_in(program, "ada", "wrong")).status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

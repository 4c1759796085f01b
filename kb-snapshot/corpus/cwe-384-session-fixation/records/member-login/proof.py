import json

import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(SECRET_KEY="for tests", ALLOWED_HOSTS=["*"])
django.setup()

from django.contrib.sessions.backends.file import SessionStore  # noqa: E402
from django.contrib.sessions.middleware import SessionMiddleware  # noqa: E402
from django.test import RequestFactory, override_settings  # noqa: E402


@pytest.fixture(autouse=True)
def sessions(tmp_path):
    with override_settings(
        SECRET_KEY="for tests",
        SESSION_ENGINE="django.contrib.sessions.backends.file",
        SESSION_FILE_PATH=str(tmp_path),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        SessionStore._storage_path = str(tmp_path)
        yield
        del SessionStore._storage_path


def ask(view, request, key):
    request.COOKIES["sessionid"] = key
    response = SessionMiddleware(view)(request)
    cookie = response.cookies.get("sessionid")
    return response, cookie.value if cookie else key


def log_in(module, key, password="tulips"):
    module.join("ada", "tulips")
    return ask(module.login, RequestFactory().post("/login", {"name": "ada", "password": password}), key)


def member(module, key):
    response, _ = ask(module.profile, RequestFactory().get("/profile"), key)
    return json.loads(response.content)


def planted():
    session = SessionStore()
    session["basket"] = ["lamp"]
    session.save()
    return session.session_key


def attack(module) -> bool:
    key = planted()
    log_in(module, key)
    return member(module, key)["member"] == "ada"


def test_honest_input(program):
    response, key = log_in(program, planted())
    assert json.loads(response.content) == {"welcome": "ada"}
    assert member(program, key) == {"member": "ada", "basket": ["lamp"]}
    assert log_in(program, planted(), "roses")[0].status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

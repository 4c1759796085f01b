import httpx
import pytest
from django.conf import UserSettingsHolder, global_settings, settings
from django.core.wsgi import WSGIHandler
from django.urls import clear_url_caches, set_urlconf


@pytest.fixture(autouse=True)
def own_settings():
    before = object.__getattribute__(settings, "__dict__")["_wrapped"]
    yield
    settings._wrapped = before
    clear_url_caches()


def site(module):
    """The program as nginx would see it, with its own settings."""
    settings._wrapped = UserSettingsHolder(global_settings)
    for name in dir(module):
        if name.isupper():
            setattr(settings, name, getattr(module, name))
    settings.SECRET_KEY = "only for the proof"
    clear_url_caches()
    set_urlconf(None)
    return WSGIHandler()


def get(http_server, module, scheme):
    headers = {"Host": "members.example", "X-Forwarded-Proto": scheme}
    return httpx.get(http_server(site(module)) + "/login", headers=headers)


def attack(module, http_server) -> bool:
    """Sits between a visitor who typed members.example and nginx, and may change the form."""
    answer = get(http_server, module, "http")
    return answer.status_code == 200 and 'name="password"' in answer.text


def test_honest_input(program, http_server):
    answer = get(http_server, program, "https")
    assert answer.status_code == 200
    assert 'name="password"' in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)
    assert get(http_server, hardened, "http").headers["Location"] == "https://members.example/login"
    assert "max-age=31536000" in get(http_server, hardened, "https").headers["Strict-Transport-Security"]

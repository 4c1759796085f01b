from types import SimpleNamespace

import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(SECRET_KEY="for tests", ALLOWED_HOSTS=["*"])
django.setup()

from django.test import override_settings  # noqa: E402


@pytest.fixture(autouse=True)
def rest_settings():
    rest = {"UNAUTHENTICATED_USER": None, "DEFAULT_AUTHENTICATION_CLASSES": []}
    with override_settings(REST_FRAMEWORK=rest, USE_I18N=False):
        yield


def call(module, method, data=None, user=None):
    from rest_framework.test import APIRequestFactory, force_authenticate

    request = getattr(APIRequestFactory(), method)("/hours", data, format="json")
    if user:
        force_authenticate(request, user=user)
    return module.OpeningHours.as_view()(request)


def attack(module, tmp_path) -> bool:
    call(module, "put", {"day": "monday", "hours": "closed"})
    return module.hours["monday"] == "closed"


def test_honest_input(program, tmp_path):
    assert call(program, "get").data["saturday"] == "10-14"
    staff = SimpleNamespace(is_authenticated=True, is_staff=True)
    assert call(program, "put", {"day": "saturday", "hours": "10-16"}, staff).data == {"saturday": "10-16"}
    assert call(program, "put", {"day": "noday", "hours": "1-2"}, staff).status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

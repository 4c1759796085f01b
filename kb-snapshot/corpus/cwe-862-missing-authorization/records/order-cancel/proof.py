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


def post(module, number, user=None):
    from rest_framework.test import APIRequestFactory, force_authenticate

    request = APIRequestFactory().post("/cancel", {}, format="json")
    if user:
        force_authenticate(request, user=user)
    return module.cancel_order(request, number=number)


def attack(module, tmp_path) -> bool:
    post(module, 1002)
    return module.orders[1002].state == "cancelled"


def test_honest_input(program, tmp_path):
    staff = SimpleNamespace(is_authenticated=True, is_staff=True)
    assert post(program, 1001, staff).data == {"number": 1001, "state": "cancelled"}
    assert post(program, 9, staff).status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

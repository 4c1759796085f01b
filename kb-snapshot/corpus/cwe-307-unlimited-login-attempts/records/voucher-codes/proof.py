import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(SECRET_KEY="for tests", ALLOWED_HOSTS=["*"])
django.setup()

from django.core.cache import cache  # noqa: E402
from django.test import override_settings  # noqa: E402


@pytest.fixture(autouse=True)
def rest_settings():
    rest = {"UNAUTHENTICATED_USER": None, "DEFAULT_AUTHENTICATION_CLASSES": []}
    with override_settings(REST_FRAMEWORK=rest, USE_I18N=False):
        cache.clear()
        yield
        cache.clear()


def redeem(module, code):
    from rest_framework.test import APIRequestFactory

    request = APIRequestFactory().post("/redeem", {"code": code}, format="json")
    return module.VerifyCode.as_view()(request)


def attack(module, tmp_path) -> bool:
    """Counts through the codes until one is worth something."""
    return any(redeem(module, f"{number:06}").status_code == 200 for number in range(482_860, 482_960))


def test_honest_input(program, tmp_path):
    assert redeem(program, "111111").status_code == 404
    assert redeem(program, "770164").data == {"amount": 50}
    assert redeem(program, "770164").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

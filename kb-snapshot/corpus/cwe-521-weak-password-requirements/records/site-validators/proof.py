import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(SECRET_KEY="for tests", ALLOWED_HOSTS=["*"])
django.setup()

from django.test import override_settings  # noqa: E402


@pytest.fixture(autouse=True)
def english():
    with override_settings(USE_I18N=False):
        yield


def attack(module, tmp_path) -> bool:
    return any(module.problems_with(password) == [] for password in ("1", "love", "letmein", "password"))


def test_honest_input(program, tmp_path):
    assert program.problems_with("correct horse battery") == []
    assert program.problems_with("blue tram at the old harbour") == []
    assert program.problems_with("") != []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

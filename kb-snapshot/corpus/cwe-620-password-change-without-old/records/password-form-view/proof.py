import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(SECRET_KEY="for tests", ALLOWED_HOSTS=["*"])
django.setup()

from django.test import RequestFactory, override_settings  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore:Model 'auth.storeduser' was already registered")


@pytest.fixture(autouse=True)
def auth_app():
    with override_settings(
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        USE_I18N=False,
    ):
        yield


def change(module, **form):
    from django.contrib.auth.models import User

    class StoredUser(User):
        class Meta:
            app_label = "auth"
            proxy = True

        def save(self, *args, **kwargs):
            """There is no table in this test."""

    request = RequestFactory().post("/password", form)
    request.user = StoredUser(username="ann")
    request.user.set_password("old password")
    status = module.new_password(request).status_code
    return status, request.user


NEW = {"new_password1": "a new long password", "new_password2": "a new long password"}


def attack(module, tmp_path) -> bool:
    _, user = change(module, **NEW)
    return user.check_password("a new long password")


def test_honest_input(program, tmp_path):
    status, user = change(program, old_password="old password", **NEW)
    assert status == 200 and user.check_password("a new long password")
    assert change(program, new_password1="a", new_password2="b")[0] == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

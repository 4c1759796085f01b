import json

import pytest
from django.apps import apps
from django.conf import UserSettingsHolder, global_settings, settings
from django.db import DatabaseError, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import RequestFactory


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    before = object.__getattribute__(settings, "__dict__")["_wrapped"]
    settings._wrapped = UserSettingsHolder(global_settings)
    monkeypatch.setattr(apps, "ready", True)
    options = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "shop.db")}}
    options = connections.configure_settings(options)["default"]
    connections["default"] = DatabaseWrapper(options, alias="default")
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE coupon (code TEXT, percent INTEGER)")
        cursor.execute("INSERT INTO coupon VALUES ('SPRING', 10), ('STAFF-8812', 100)")
    yield
    connections["default"].close()
    del connections["default"]
    settings._wrapped = before


def post(module, code):
    return module.check_coupon(RequestFactory().post("/coupon", {"code": code}))


def attack(module, tmp_path) -> bool:
    try:
        response = post(module, "' OR percent = 100 --")
    except DatabaseError:
        return False
    return response.status_code == 200 and json.loads(response.content) == {"percent": 100}


def test_honest_input(program, tmp_path):
    assert json.loads(post(program, "SPRING").content) == {"percent": 10}
    assert post(program, "WINTER").status_code == 404
    assert post(program, "").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

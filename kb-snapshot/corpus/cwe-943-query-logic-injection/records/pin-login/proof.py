import json

import pytest
from django.apps import apps
from django.conf import UserSettingsHolder, global_settings, settings
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import RequestFactory


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    before = object.__getattribute__(settings, "__dict__")["_wrapped"]
    settings._wrapped = UserSettingsHolder(global_settings)
    for flag in ("apps_ready", "models_ready", "ready"):
        monkeypatch.setattr(apps, flag, True)
    options = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "proof.db")}}
    options = connections.configure_settings(options)["default"]
    connections["default"] = DatabaseWrapper(options, alias="default")
    yield
    connections["default"].close()
    del connections["default"]
    apps.all_models.pop("kiosk", None)
    apps.clear_cache()
    settings._wrapped = before

def sign_in(module, body):
    if "account" not in connections["default"].introspection.table_names():
        with connections["default"].schema_editor() as editor:
            editor.create_model(module.Account)
        module.Account.objects.create(card="1001", pin="4711", owner="Ann")
    request = RequestFactory().post("/sign-in", json.dumps(body), content_type="application/json")
    answer = module.SignIn.as_view()(request)
    return answer.status_code, json.loads(answer.content)


def attack(module, tmp_path) -> bool:
    return sign_in(module, {"card": "1001", "pin__startswith": ""}) == (200, {"hello": "Ann"})


def test_honest_input(program, tmp_path):
    assert sign_in(program, {"card": "1001", "pin": "4711"}) == (200, {"hello": "Ann"})
    assert sign_in(program, {"card": "1001", "pin": "0000"})[0] == 403
    assert sign_in(program, {"pin": "0000"})[0] == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

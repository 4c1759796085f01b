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
    apps.all_models.pop("club", None)
    apps.clear_cache()
    settings._wrapped = before

def members(module, **query):
    with connections["default"].schema_editor() as editor:
        editor.create_model(module.Member)
    module.Member.objects.create(name="Ann", city="Graz", sport="judo", locker_code="4711")
    module.Member.objects.create(name="Bob", city="Graz", sport="chess", locker_code="0815")
    return json.loads(module.members(RequestFactory().get("/members", query)).content)["members"]


def attack(module, tmp_path) -> bool:
    return members(module, locker_code__startswith="4") == ["Ann"]


def test_honest_input(program, tmp_path):
    assert members(program, city="Graz", sport="chess") == ["Bob"]
    fields = program.search_fields(RequestFactory().get("/fields"))
    assert json.loads(fields.content) == {"fields": ["city", "sport"]}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

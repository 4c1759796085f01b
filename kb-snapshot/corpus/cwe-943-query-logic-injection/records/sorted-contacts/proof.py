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
    apps.all_models.pop("contacts", None)
    apps.clear_cache()
    settings._wrapped = before

def contacts(module, **query):
    if "contact" not in connections["default"].introspection.table_names():
        with connections["default"].schema_editor() as editor:
            editor.create_model(module.Contact)
        for name, city, rating in [("Ann", "Wien", 5), ("Bob", "Graz", 9), ("Cem", "Linz", 1)]:
            module.Contact.objects.create(name=name, city=city, rating=rating)
    return json.loads(module.contacts(RequestFactory().get("/contacts", query)).content)["contacts"]


def attack(module, tmp_path) -> bool:
    return contacts(module, sort="-rating") == ["Bob", "Ann", "Cem"]


def test_honest_input(program, tmp_path):
    assert contacts(program) == ["Ann", "Bob", "Cem"]
    assert contacts(program, sort="city") == ["Bob", "Cem", "Ann"]
    headings = program.headings(RequestFactory().get("/headings"))
    assert json.loads(headings.content) == {"headings": ["city", "name"]}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

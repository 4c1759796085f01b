import json
from types import SimpleNamespace

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
    apps.all_models.pop("gym", None)
    apps.clear_cache()
    settings._wrapped = before


def plans(module, login, asked_for):
    request = RequestFactory().get("/plans", {"user_id": asked_for})
    request.user = SimpleNamespace(is_authenticated=True, pk=login)
    return json.loads(module.training_plans(request).content)["plans"]


def fill(module):
    with connections["default"].schema_editor() as editor:
        editor.create_model(module.Plan)
    module.Plan.objects.create(user_id=1, title="Back", remarks="mind the knee")
    module.Plan.objects.create(user_id=2, title="Running")


def attack(module, tmp_path) -> bool:
    fill(module)
    return {"title": "Back", "remarks": "mind the knee"} in plans(module, login=2, asked_for=1)


def test_honest_input(program, tmp_path):
    fill(program)
    assert plans(program, login=1, asked_for=1) == [{"title": "Back", "remarks": "mind the knee"}]
    assert plans(program, login=2, asked_for=2) == [{"title": "Running", "remarks": ""}]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

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
    apps.all_models.pop("market", None)
    apps.clear_cache()
    settings._wrapped = before


def register(module, **form):
    with connections["default"].schema_editor() as editor:
        editor.create_model(module.Seller)
    return module.register(RequestFactory().post("/register", form))


def verified(module):
    return json.loads(module.verified_shops(RequestFactory().get("/verified")).content)["shops"]


def attack(module, tmp_path) -> bool:
    register(module, shop="Fake Watches", email="eve@example.org", verified="1")
    return "Fake Watches" in verified(module)


def test_honest_input(program, tmp_path):
    answer = register(program, shop="Wool & Co", email="ann@example.org")
    assert answer.status_code == 201
    assert json.loads(answer.content)["shop"] == "Wool & Co"
    assert verified(program) == []
    assert program.register(RequestFactory().post("/register", {"shop": "x"})).status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import json

import pytest
from django.conf import UserSettingsHolder, global_settings, settings
from django.test import RequestFactory


@pytest.fixture(autouse=True)
def configured():
    before = object.__getattribute__(settings, "__dict__")["_wrapped"]
    settings._wrapped = UserSettingsHolder(global_settings)
    yield
    settings._wrapped = before


def export(module, tmp_path, name):
    folder = tmp_path / "exports"
    folder.mkdir()
    module.EXPORTS = str(folder)
    form = {"name": name, "points": "48.1,11.5 48.2,11.6"}
    return json.loads(module.export(RequestFactory().post("/export", form)).content)


def attack(module, tmp_path) -> bool:
    settings_file = tmp_path / "printer.conf"
    settings_file.write_text("paper = A4")
    export(module, tmp_path, str(settings_file))
    return settings_file.read_text() != "paper = A4"


def test_honest_input(program, tmp_path):
    assert export(program, tmp_path, "lake-walk.gpx") == {"points": 2}
    assert b"trkpt" in (tmp_path / "exports" / "lake-walk.gpx").read_bytes()


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

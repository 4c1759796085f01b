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


def ask(module, tmp_path, section):
    maps = tmp_path / "library" / "maps"
    maps.mkdir(parents=True)
    (maps / "alps.txt").write_text("peaks")
    module.LIBRARY = str(tmp_path / "library")
    return module.list_files(RequestFactory().get("/files", {"section": section}))


def attack(module, tmp_path) -> bool:
    ask(module, tmp_path, "-delete")
    return not (tmp_path / "library" / "maps" / "alps.txt").exists()


def test_honest_input(program, tmp_path):
    assert json.loads(ask(program, tmp_path, "maps").content) == {"files": ["maps/alps.txt"]}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

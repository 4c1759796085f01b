import json

import pytest
from django.conf import UserSettingsHolder, global_settings, settings
from django.test import RequestFactory


@pytest.fixture(autouse=True)
def django_settings():
    before = object.__getattribute__(settings, "__dict__")["_wrapped"]
    settings._wrapped = UserSettingsHolder(global_settings)
    yield
    settings._wrapped = before


def post(module, tmp_path, project):
    module.PROJECTS = str(tmp_path)
    return module.list_project(RequestFactory().post("/files", {"project": project}))


def attack(module, tmp_path) -> bool:
    (tmp_path / "site").mkdir()
    post(module, tmp_path, "site; touch marker")
    return (tmp_path / "marker").exists()


def test_honest_input(program, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("hello")
    (tmp_path / "site" / "style.css").write_text("p {}")
    response = post(program, tmp_path, "site")
    assert json.loads(response.content) == {"project": "site", "files": ["index.html", "style.css"]}
    assert post(program, tmp_path, "").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert not attack(hardened, tmp_path)

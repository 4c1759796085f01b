import pytest
from django.apps import apps
from django.conf import UserSettingsHolder, global_settings, settings
from django.db import DatabaseError, connections
from django.db.backends.sqlite3.base import DatabaseWrapper


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    before = object.__getattribute__(settings, "__dict__")["_wrapped"]
    settings._wrapped = UserSettingsHolder(global_settings)
    for flag in ("apps_ready", "models_ready", "ready"):
        monkeypatch.setattr(apps, flag, True)
    options = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "desk.db")}}
    options = connections.configure_settings(options)["default"]
    connections["default"] = DatabaseWrapper(options, alias="default")
    yield
    connections["default"].close()
    del connections["default"]
    apps.all_models.pop("helpdesk", None)
    apps.clear_cache()
    settings._wrapped = before


def board(module):
    with connections["default"].schema_editor() as editor:
        editor.create_model(module.Ticket)
    for title, team, urgency, done, secret in [
        ("new lamp", "it", 1, False, False),
        ("broken door", "it", 5, False, False),
        ("old printer", "it", 9, True, False),
        ("dismiss Bob", "hr", 3, False, True),
    ]:
        module.Ticket.objects.create(title=title, team=team, urgency=urgency, done=done, secret=secret)
    return module.TicketBoard()


def attack(module, tmp_path) -> bool:
    try:
        return "dismiss Bob" in board(module).open_tickets("x' OR secret = 1 --")
    except DatabaseError:
        return False


def test_honest_input(program, tmp_path):
    assert board(program).open_tickets("it") == ["broken door", "new lamp"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

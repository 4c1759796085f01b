import json

import pytest


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _: "ada")
    monkeypatch.setattr("getpass.getpass", lambda _: "paper-jam-12")


def attack(module, tmp_path) -> bool:
    """Any program of the same user looks around in the home folder."""
    module.login(tmp_path / ".printer.json")
    return "paper-jam-12" in (tmp_path / ".printer.json").read_text()


def test_honest_input(program, tmp_path):
    path = tmp_path / ".printer.json"
    with pytest.raises(SystemExit):
        program.account(path)
    program.login(path)
    assert program.account(path) == ("ada", "paper-jam-12")
    assert json.loads(path.read_text())["user"] == "ada"
    program.forget(path)
    assert not path.exists()


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

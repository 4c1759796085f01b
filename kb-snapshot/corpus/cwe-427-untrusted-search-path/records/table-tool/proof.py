import builtins
import os
import plistlib
import sys

import pytest


@pytest.fixture
def fresh(monkeypatch):
    import importlib

    monkeypatch.delitem(sys.modules, "plistlib")
    importlib.invalidate_caches()


def shown(module, folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    (folder / "prices.csv").write_text("name,price\nlamp,20\n")
    module.main(["prices.csv", "--style", "plist"])
    return capsys.readouterr().out


def attack(module, tmp_path, monkeypatch, capsys) -> bool:
    (tmp_path / "plistlib.py").write_text(
        "import builtins\nbuiltins.writer_was_here = True\ndef dumps(rows):\n    return b''\n"
    )
    shown(module, tmp_path, monkeypatch, capsys)
    ran = hasattr(builtins, "writer_was_here")
    if ran:
        del builtins.writer_was_here
    return ran


def test_honest_input(program, fresh, tmp_path, monkeypatch, capsys):
    data = eval(shown(program, tmp_path, monkeypatch, capsys))
    assert plistlib.loads(data) == [{"name": "lamp", "price": "20"}]
    assert os.getcwd() not in sys.path


def test_attack_succeeds_on_vulnerable(vulnerable, fresh, tmp_path, monkeypatch, capsys):
    assert attack(vulnerable, tmp_path, monkeypatch, capsys)


def test_attack_fails_on_hardened(hardened, fresh, tmp_path, monkeypatch, capsys):
    assert not attack(hardened, tmp_path, monkeypatch, capsys)

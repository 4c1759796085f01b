import ast
import secrets
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    monkeypatch.setenv("GATEWAY_PASSWORD", "harbour-Gate-71")


def put(module, password, seconds):
    return module.app.test_client().put("/interval", json={"seconds": seconds}, auth=("admin", password))


def attack(module, monkeypatch) -> bool:
    """Reads the source, which the attacker has, and tries every text in it."""
    monkeypatch.setenv("GATEWAY_PASSWORD", secrets.token_urlsafe(16))
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return any(put(module, text, 1).status_code == 200 for text in texts)


def test_honest_input(program):
    assert put(program, "harbour-Gate-71", 30).json == {"interval": 30}
    assert put(program, "guess", 1).status_code == 401
    assert program.settings == {"interval": 30}


def test_attack_succeeds_on_vulnerable(vulnerable, monkeypatch):
    assert attack(vulnerable, monkeypatch)


def test_attack_fails_on_hardened(hardened, monkeypatch):
    assert not attack(hardened, monkeypatch)

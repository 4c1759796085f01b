import logging

import pytest
from fastapi.testclient import TestClient

SETUP = """
[loggers]
keys = root, notes
[handlers]
keys = main
[formatters]
keys =
[logger_root]
handlers =
[logger_notes]
level = DEBUG
qualname = notes
handlers = main
[handler_main]
class = NullHandler
args = %s
"""


@pytest.fixture(autouse=True)
def loggers():
    root, notes = logging.getLogger(), logging.getLogger("notes")
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before
    notes.handlers.clear()
    notes.setLevel(logging.NOTSET)


def client(module, tmp_path):
    (tmp_path / "verbose.ini").write_text(SETUP % "()")
    module.app.state.folder = tmp_path
    return TestClient(module.app)


def attack(module, tmp_path) -> bool:
    trace = tmp_path / "trace"
    browser = client(module, tmp_path)
    browser.put("/notes/7", data={"text": SETUP % f"(open({str(trace)!r}, 'w').close(),)"})
    browser.post("/logging", data={"setup": "note-7.txt"})
    return trace.exists()


def test_honest_input(program, tmp_path):
    browser = client(program, tmp_path)
    assert browser.post("/logging", data={"setup": "verbose.ini"}).json() == {"level": "DEBUG"}
    assert browser.post("/logging", data={"setup": "other.ini"}).status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

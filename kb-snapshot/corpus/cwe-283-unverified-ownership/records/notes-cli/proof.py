import json
import os


def notes(path):
    return [note["text"] for note in json.loads(path.read_text())]


def attack(module, tmp_path) -> bool:
    path = tmp_path / "notes.json"
    path.write_text(json.dumps([{"author": "ann-of-accounting", "text": "The audit is on Monday."}]))
    before = os.environ.get("LOGNAME")
    os.environ["LOGNAME"] = "ann-of-accounting"
    try:
        module.main([str(path), "--rm", "0"])
    finally:
        del os.environ["LOGNAME"]
        if before is not None:
            os.environ["LOGNAME"] = before
    return notes(path) == []


def test_honest_input(program, tmp_path, monkeypatch):
    monkeypatch.setenv("LOGNAME", program.login_name(os.getuid()))
    path = tmp_path / "notes.json"
    assert program.main([str(path), "--add", "buy milk"]) == 0
    assert program.main([str(path), "--add", "call Bob"]) == 0
    assert program.main([str(path), "--rm", "0"]) == 0
    assert notes(path) == ["call Bob"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

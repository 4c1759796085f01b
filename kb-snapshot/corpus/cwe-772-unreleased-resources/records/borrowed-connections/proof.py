import queue
import sqlite3

import pytest


def attack(module, tmp_path) -> bool:
    notes = module.open_notes(tmp_path / "notes.db")
    notes.add("order more tea")
    for _ in range(3):
        with pytest.raises(sqlite3.OperationalError):
            notes.search('"')
    try:
        return notes.search("tea") != ["order more tea"]
    except queue.Empty:
        return True


def test_honest_input(program, tmp_path):
    notes = program.open_notes(tmp_path / "notes.db")
    notes.add("order more tea")
    for _ in range(5):
        assert notes.search("tea") == ["order more tea"]
    assert notes.search("coffee") == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

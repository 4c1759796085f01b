import json
import sqlite3
from types import SimpleNamespace

import pytest


@pytest.fixture(autouse=True)
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("SCAN_DB", str(tmp_path / "scans.db"))


def ask(module, number):
    event = {"pathParameters": {"number": number}}
    answer = module.lambda_handler(event, SimpleNamespace(aws_request_id="r-17"))
    return answer["statusCode"], json.loads(answer["body"])


def attack(module, tmp_path) -> bool:
    """A request that comes while the table is not there yet."""
    status, body = ask(module, "DE1")
    return status == 500 and (str(tmp_path) in str(body) or "no such table" in str(body))


def test_honest_input(program, tmp_path):
    with sqlite3.connect(tmp_path / "scans.db") as database:
        database.execute("CREATE TABLE scan (shipment TEXT, place TEXT, moment TEXT)")
        database.execute("INSERT INTO scan VALUES ('DE1', 'Bremen', '2025-01-02T08:00')")
    database.close()
    assert ask(program, "DE1") == (200, {"place": "Bremen", "moment": "2025-01-02T08:00"})
    assert ask(program, "DE2") == (404, {"error": "unknown shipment"})


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

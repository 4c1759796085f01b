import json
import sqlite3

import pytest


@pytest.fixture(autouse=True)
def meters(tmp_path, monkeypatch):
    path = tmp_path / "meters.db"
    monkeypatch.setenv("METER_DB", str(path))
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE meter (number TEXT PRIMARY KEY, customer TEXT)")
        database.execute("CREATE TABLE reading (meter TEXT, day TEXT, kwh REAL)")
        database.executemany("INSERT INTO meter VALUES (?, ?)", [("7001", "c-ann"), ("7002", "c-ben")])
        rows = [("7001", "2025-01-01", 8.5), ("7001", "2025-01-02", 7.0), ("7002", "2025-01-01", 0.2)]
        database.executemany("INSERT INTO reading VALUES (?, ?, ?)", rows)
    database.close()


def ask(module, customer, meter):
    event = {
        "pathParameters": {"meter": meter},
        "requestContext": {"authorizer": {"jwt": {"claims": {"sub": customer}}}},
    }
    answer = module.lambda_handler(event, None)
    return answer["statusCode"], json.loads(answer["body"])


def attack(module, tmp_path) -> bool:
    return ask(module, "c-ann", "7002") == (200, [{"day": "2025-01-01", "kwh": 0.2}])


def test_honest_input(program, tmp_path):
    expected = [{"day": "2025-01-02", "kwh": 7.0}, {"day": "2025-01-01", "kwh": 8.5}]
    assert ask(program, "c-ann", "7001") == (200, expected)
    assert ask(program, "c-ben", "7002")[0] == 200
    assert ask(program, "c-ann", "9999")[0] == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

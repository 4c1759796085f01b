import sqlite3

import pytest


@pytest.fixture(autouse=True)
def bookings(tmp_path, monkeypatch):
    path = tmp_path / "bookings.db"
    monkeypatch.setenv("BOOKINGS_DB", str(path))
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE booking (id INTEGER PRIMARY KEY, room TEXT, booked_by TEXT)")
        rows = [(1, "Atrium", "ann@example.org"), (2, "Attic", "ann@example.org")]
        rows.append((3, "Cellar", "ben@example.org"))
        database.executemany("INSERT INTO booking VALUES (?, ?, ?)", rows)
    database.close()


def cancel(module, email, number, groups=""):
    claims = {"email": email, "cognito:groups": groups}
    event = {"pathParameters": {"id": str(number)}, "requestContext": {"authorizer": {"claims": claims}}}
    return module.lambda_handler(event, None)["statusCode"]


def left(tmp_path):
    database = sqlite3.connect(tmp_path / "bookings.db")
    try:
        return {number for (number,) in database.execute("SELECT id FROM booking")}
    finally:
        database.close()


def attack(module, tmp_path) -> bool:
    """Ben wants Ann's room."""
    cancel(module, "ben@example.org", 1)
    return 1 not in left(tmp_path)


def test_honest_input(program, tmp_path):
    assert cancel(program, "ann@example.org", 1) == 200
    assert cancel(program, "eva@example.org", 3, groups="staff,room-managers") == 200
    assert cancel(program, "ann@example.org", 9) == 404
    assert left(tmp_path) == {2}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

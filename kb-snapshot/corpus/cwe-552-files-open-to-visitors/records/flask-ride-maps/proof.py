import sqlite3

import pytest


@pytest.fixture(autouse=True)
def club(tmp_path):
    with sqlite3.connect(tmp_path / "club.db") as connection:
        connection.execute("CREATE TABLE ride (name TEXT)")
        connection.execute("CREATE TABLE member (name TEXT, address TEXT)")
        connection.execute("INSERT INTO ride VALUES ('lake')")
        connection.execute("INSERT INTO member VALUES ('Ada', '12 Mill Lane')")
    connection.close()
    (tmp_path / "maps").mkdir()
    for folder in (tmp_path, tmp_path / "maps"):
        (folder / "lake.gpx").write_text("<gpx/>")


def get(module, tmp_path, path):
    answer = module.create_app(str(tmp_path)).test_client().get(path)
    return answer.status_code, answer.get_data()


def attack(module, tmp_path) -> bool:
    """Fetches the database instead of a map."""
    return b"12 Mill Lane" in get(module, tmp_path, "/maps/club.db")[1]


def test_honest_input(program, tmp_path):
    assert get(program, tmp_path, "/maps/lake.gpx") == (200, b"<gpx/>")
    assert get(program, tmp_path, "/maps/hill.gpx")[0] == 404
    assert b"lake" in get(program, tmp_path, "/rides")[1]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

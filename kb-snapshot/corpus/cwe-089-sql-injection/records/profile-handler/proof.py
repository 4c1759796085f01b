import asyncio
import sqlite3

import pytest
from aiohttp.test_utils import TestClient, TestServer

pytestmark = pytest.mark.filterwarnings("ignore::aiohttp.web_exceptions.NotAppKeyWarning")


def put(module, tmp_path, user, city):
    path = str(tmp_path / "profiles.db")
    with sqlite3.connect(path) as connection:
        connection.executescript("""
            DROP TABLE IF EXISTS profiles;
            CREATE TABLE profiles (user TEXT, city TEXT, role TEXT);
            INSERT INTO profiles VALUES ('ann', 'Oslo', 'member');
        """)

    async def session():
        async with TestClient(TestServer(module.make_app(path))) as client:
            response = await client.put(f"/profile/{user}", json={"city": city})
            return response.status

    status = asyncio.run(session())
    row = connection.execute("SELECT city, role FROM profiles").fetchone()
    connection.close()
    return status, row


def attack(module, tmp_path) -> bool:
    _, (_, role) = put(module, tmp_path, "ann", "Rome', role = 'admin")
    return role == "admin"


def test_honest_input(program, tmp_path):
    assert put(program, tmp_path, "ann", "Rome") == (200, ("Rome", "member"))
    assert put(program, tmp_path, "bob", "Rome") == (404, ("Oslo", "member"))


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

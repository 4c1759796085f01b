import asyncio
import sqlite3

from aiohttp.test_utils import TestClient, TestServer


def get(module, tmp_path, path):
    with sqlite3.connect(tmp_path / "staff.db") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS employees (name, room, phone, salary, born)")
        connection.execute("DELETE FROM employees")
        connection.execute("INSERT INTO employees VALUES ('Ada', 'B12', '431', 81500, '1988-02-29')")
    connection.close()

    async def ask():
        async with TestClient(TestServer(module.create_app(tmp_path / "staff.db"))) as client:
            return await (await client.get(path)).json()

    return asyncio.run(ask())


def attack(module, tmp_path) -> bool:
    """A colleague opens the browser's tools."""
    return get(module, tmp_path, "/employees")[0].get("salary") == 81500


def test_honest_input(program, tmp_path):
    [employee] = get(program, tmp_path, "/employees")
    assert (employee["name"], employee["room"], employee["phone"]) == ("Ada", "B12", "431")
    assert get(program, tmp_path, "/rooms") == ["B12"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import asyncio

import pytest
from aiohttp.test_utils import TestClient, TestServer


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "kiosk.ini").write_text("[kiosk]\nprefix = /screen\nexchange_password = larch\n")
    (tmp_path / "public").mkdir()
    for place in (tmp_path, tmp_path / "public"):
        (place / "rooms.html").write_text("<h1>Rooms</h1>")
    monkeypatch.chdir(tmp_path)


def get(module, path):
    async def ask():
        async with TestClient(TestServer(module.create_app())) as client:
            answer = await client.get(path)
            return answer.status, await answer.text()

    return asyncio.run(ask())


def attack(module, tmp_path) -> bool:
    """Asks for the settings."""
    return "larch" in get(module, "/screen/kiosk.ini")[1]


def test_honest_input(program, tmp_path):
    assert get(program, "/screen/rooms.html") == (200, "<h1>Rooms</h1>")
    assert "Budget" in get(program, "/api/rooms")[1]
    assert get(program, "/screen/none.html")[0] == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import asyncio
import zlib
from urllib.parse import quote

import pytest
from aiohttp.test_utils import TestClient, TestServer

pytestmark = pytest.mark.filterwarnings("ignore::aiohttp.web_exceptions.NotAppKeyWarning")


def fetch(module, tmp_path, name):
    async def session():
        async with TestClient(TestServer(module.make_app(str(tmp_path)))) as client:
            response = await client.get("/checksum/" + quote(name, safe=""))
            return response.status, await response.text()

    return asyncio.run(session())


def attack(module, tmp_path) -> bool:
    (tmp_path / "a.txt").write_text("a")
    fetch(module, tmp_path, "a.txt; touch marker")
    return (tmp_path / "marker").exists()


def test_honest_input(program, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"hello")
    status, text = fetch(program, tmp_path, "a.txt")
    assert status == 200 and text.isdigit() and int(text) < 2**32 and int(text) != zlib.crc32(b"")
    assert fetch(program, tmp_path, "missing.txt")[0] == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

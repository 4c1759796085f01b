import asyncio
from urllib.parse import quote

from aiohttp.test_utils import TestClient, TestServer

DOCUMENT = b"""<library>
  <shelf><book><author>Le Guin</author><title>The Dispossessed</title></book></shelf>
  <shelf><book><author>Lem</author><title>Solaris</title></book></shelf>
  <loan><reader>Dora Example</reader></loan>
</library>"""


def titles(module, author):
    async def go():
        async with TestClient(TestServer(module.make_app(DOCUMENT))) as client:
            answer = await client.get("/books/" + quote(author, safe=""))
            return await answer.json() if answer.status == 200 else None

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    return "Dora Example" in (titles(module, "x']/title | //loan/reader | //x[y='") or [])


def test_honest_input(program, tmp_path):
    assert titles(program, "Le Guin") == ["The Dispossessed"]
    assert titles(program, "Nobody") == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

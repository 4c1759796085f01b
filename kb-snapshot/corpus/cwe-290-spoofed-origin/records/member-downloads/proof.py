import asyncio

from aiohttp.test_utils import TestClient, TestServer

PAGE = {"Referer": "https://choir.example/members/recordings"}


def ask(module, tmp_path, address=None, headers=PAGE):
    (tmp_path / "mass.ogg").write_bytes(b"kyrie")
    downloads = module.Downloads(tmp_path, b"a key for tests")

    async def get():
        async with TestClient(TestServer(downloads.app())) as client:
            response = await client.get(address or downloads.link("mass.ogg"), headers=headers)
            return response.status, await response.read()

    return asyncio.run(get())


def attack(module, tmp_path) -> bool:
    """No member, no link: only a made-up Referer."""
    return ask(module, tmp_path, "/recordings/mass.ogg")[1] == b"kyrie"


def test_honest_input(program, tmp_path):
    assert ask(program, tmp_path) == (200, b"kyrie")
    assert ask(program, tmp_path, "/recordings/mass.ogg", {})[0] == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import asyncio

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer


def status(module, code=None, **cookies):
    """Status of the news page, after a login where a code is given."""

    async def browse():
        app = module.News({"ada": "4711"}).app()
        async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
            if code:
                await client.post("/login", data={"name": "ada", "code": code})
            return (await client.get("/news", cookies=cookies)).status

    return asyncio.run(browse())


def attack(module) -> bool:
    return status(module, logged_in="1") == 200


def test_honest_input(program):
    assert status(program, "4711") == 200
    assert status(program, "1234") == 401
    assert status(program) == 401


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

import asyncio
import time

from aiohttp import DummyCookieJar
from aiohttp.test_utils import TestClient, TestServer


def visit(module, steps):
    async def go():
        server = TestServer(module.make_app({"ann": "8311"}))
        async with TestClient(server, cookie_jar=DummyCookieJar()) as client:
            return await steps(client)

    return asyncio.run(go())


async def log_in(client, pin="8311"):
    answer = await client.post("/login", data={"name": "ann", "pin": pin})
    return answer.status, {"Cookie": "till=" + answer.cookies["till"].value} if answer.ok else {}


def attack(module, tmp_path) -> bool:
    """A copy of the cookie is used after the logout, or a day later where nobody logged out."""

    async def after_logout(client):
        _, copied = await log_in(client)
        await client.post("/logout", headers=copied)
        return (await client.get("/sales", headers=copied)).status

    async def next_day(client):
        _, copied = await log_in(client)
        sessions = client.app[module.SESSIONS]
        for number in sessions:
            sessions[number] = ("ann", time.time() - 24 * 3600)
        return (await client.get("/sales", headers=copied)).status

    return 200 in (visit(module, after_logout), visit(module, next_day))


def test_honest_input(program, tmp_path):
    async def steps(client):
        assert (await log_in(client, "0000"))[0] == 403
        status, cookie = await log_in(client)
        assert status == 200
        day = await (await client.get("/sales", headers=cookie)).json()
        assert day == {"seller": "ann", "sales": 212.4, "minutes": 0}
        assert (await client.get("/sales")).status == 401
        assert (await client.post("/logout", headers=cookie)).cookies["till"].value == ""

    visit(program, steps)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

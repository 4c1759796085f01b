import asyncio

from aiohttp.test_utils import TestClient, TestServer
from itsdangerous import URLSafeSerializer


async def visit(module, act):
    async with TestClient(TestServer(module.make_app())) as client:
        return await act(client)


def test_honest_input(program):
    async def act(client):
        await client.post("/cart", data={"item": "chair"})
        answer = await client.post("/cart", data={"item": "table"})
        assert await answer.json() == {"count": 2}
        assert await (await client.get("/total")).json() == {"total": 130.0}

    asyncio.run(visit(program, act))


def attack(module) -> bool:
    """A customer writes the cookie with a discount of 99 percent."""

    async def act(client):
        cookie = URLSafeSerializer("anything").dumps({"items": ["table", "table"], "discount": 99})
        answer = await client.get("/total", cookies={"cart": cookie})
        return 0 < (await answer.json())["total"] < 2

    return asyncio.run(visit(module, act))


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

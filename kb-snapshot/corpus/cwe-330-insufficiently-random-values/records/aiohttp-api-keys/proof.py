import asyncio
import hashlib
import time

from aiohttp.test_utils import TestClient, TestServer


async def visit(module, act):
    async with TestClient(TestServer(module.make_app())) as client:
        return await act(client)


def test_honest_input(program):
    async def act(client):
        first = (await (await client.post("/keys", data={"user": "kim"})).json())["key"]
        assert len(first) == 64 and int(first, 16)
        answer = await client.get("/forecast", headers={"X-Api-Key": first})
        assert await answer.json() == {"for": "kim", "weather": "fair"}
        await asyncio.sleep(0.002)
        second = (await (await client.post("/keys", data={"user": "kim"})).json())["key"]
        assert second != first
        assert (await client.get("/forecast", headers={"X-Api-Key": first})).status == 401
        assert (await client.get("/forecast", headers={"X-Api-Key": second})).status == 200

    asyncio.run(visit(program, act))


def attack(module) -> bool:
    """Mallory knows that Kim has just made a key, and tries the last milliseconds."""

    async def act(client):
        await client.post("/keys", data={"user": "kim"})
        now = int(time.time() * 1000)
        for moment in range(now, now - 100, -1):
            guess = hashlib.sha256(f"kim:{moment}".encode()).hexdigest()
            answer = await client.get("/forecast", headers={"X-Api-Key": guess})
            if answer.status == 200:
                return (await answer.json())["for"] == "kim"
        return False

    return asyncio.run(visit(module, act))


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

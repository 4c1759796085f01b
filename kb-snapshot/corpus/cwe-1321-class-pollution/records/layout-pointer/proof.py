import asyncio

from aiohttp.test_utils import TestClient, TestServer


def patch(module, *changes):
    async def go():
        async with TestClient(TestServer(module.make_app())) as client:
            for pointer, value in changes:
                answer = await client.patch("/layout", json={"pointer": pointer, "value": value})
            return await answer.json() if answer.status == 200 else answer.status

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    patch(module, ("/header/__class__/max_length", 10_000))
    return len(patch(module, ("/header/title", "x" * 5000))["title"]) == 5000


def test_honest_input(program, tmp_path):
    assert patch(program, ("/colour", "red"), ("/header/title", "Allotments")) == {"title": "Allotments"}
    assert len(patch(program, ("/header/title", "x" * 50))["title"]) == 20


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

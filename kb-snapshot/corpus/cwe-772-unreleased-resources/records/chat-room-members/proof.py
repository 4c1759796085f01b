import asyncio

from aiohttp.test_utils import TestClient, TestServer


async def scene(module, visits):
    app = module.make_app()
    async with TestClient(TestServer(app)) as client:
        for _ in range(visits):
            socket = await client.ws_connect("/chat")
            await socket.close()
        talker = await client.ws_connect("/chat")
        await talker.send_str("hello")
        heard = await talker.receive_str()
        left = len(app[module.ROOM])
        await talker.send_str("/bye")
        await talker.close()
        return heard, left, len(app[module.ROOM])


def attack(module, tmp_path) -> bool:
    _, left, _ = asyncio.run(scene(module, 25))
    return left > 20


def test_honest_input(program, tmp_path):
    heard, left, after = asyncio.run(scene(program, 0))
    assert (heard, left, after) == ("hello", 1, 0)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

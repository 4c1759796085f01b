import asyncio
import gzip
import tracemalloc

from aiohttp.test_utils import TestClient, TestServer

SIZE = 40_000_000


def push(module, body):
    async def session():
        async with TestClient(TestServer(module.create_app())) as client:
            answer = await client.post("/metrics", data=body)
            return await answer.json()

    return asyncio.run(session())


def attack(module, tmp_path) -> bool:
    """A request of 40 kilobytes makes the program hold 40 megabytes."""
    bomb = gzip.compress(b"x" * SIZE)
    assert len(bomb) < 50_000
    tracemalloc.start()
    push(module, bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak > SIZE * 0.9


def test_honest_input(program, tmp_path):
    assert push(program, gzip.compress(b"load 0.7\ndisk 91\nload 0.8\n")) == {"known": 2}
    assert program.metrics == {"load": 0.8, "disk": 91.0}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import asyncio
import time

from aiohttp.test_utils import TestClient, TestServer


async def ask(module, tries, times=5):
    """For each form the status and the shortest of some times, over HTTP on loopback."""
    answers = []
    async with TestClient(TestServer(module.create_app())) as client:
        for address, password in tries:
            took = []
            for _ in range(times):
                start = time.perf_counter()
                answer = await client.post("/login", data={"address": address, "password": password})
                took.append(time.perf_counter() - start)
            answers.append((answer.status, min(took)))
    return answers


def attack(module, tmp_path) -> bool:
    """Tells members from others by the time of the refusal."""
    module.add_member("ada@example.org", "herring gull")
    tries = [("ada@example.org", "x"), ("nobody@example.org", "x")]
    (_, known), (_, unknown) = asyncio.run(ask(module, tries))
    return known > 3 * unknown


def test_honest_input(program, tmp_path):
    program.add_member("ben@example.org", "black-headed gull")
    tries = [("ben@example.org", "black-headed gull"), ("ben@example.org", "x"), ("carl@example.org", "x")]
    assert [status for status, _ in asyncio.run(ask(program, tries, 1))] == [200, 401, 401]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

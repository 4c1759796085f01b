import asyncio

from aiohttp.test_utils import TestClient, TestServer


async def scene(module, credit, meals):
    async def till(member):
        await asyncio.sleep(0.02)

    async with TestClient(TestServer(module.make_app(till, credit))) as client:
        answers = await asyncio.gather(*(client.post("/meals/eve") for _ in range(meals)))
        return [answer.status for answer in answers]


def attack(module, tmp_path) -> bool:
    return asyncio.run(scene(module, {"eve": 600}, meals=5)).count(200) > 1


def test_honest_input(program, tmp_path):
    credit = {"eve": 1200}
    assert asyncio.run(scene(program, credit, meals=1)) == [200]
    assert credit == {"eve": 700}
    assert asyncio.run(scene(program, {"eve": 100}, meals=1)) == [402]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

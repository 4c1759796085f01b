import asyncio

from aiohttp.test_utils import TestClient, TestServer


def call(module, lamp, method, *params):
    async def go():
        async with TestClient(TestServer(module.make_app(lamp))) as client:
            answer = await client.post("/rpc", json={"method": method, "params": params})
            return answer.status, await answer.json()

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    lamp = module.Lamp()
    call(module, lamp, "set_owner", "eve")
    return lamp.owner == "eve"


def test_honest_input(program, tmp_path):
    lamp = program.Lamp()
    assert call(program, lamp, "switch_on") == (200, {"result": 100})
    assert call(program, lamp, "dim", 30) == (200, {"result": 30})
    assert call(program, lamp, "explode")[0] == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

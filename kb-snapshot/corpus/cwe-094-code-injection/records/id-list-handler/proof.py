import asyncio

from aiohttp.test_utils import TestClient, TestServer


def get(module, ids):
    async def session():
        async with TestClient(TestServer(module.make_app())) as client:
            response = await client.get("/items", params={"ids": ids})
            return response.status, await response.json() if response.status == 200 else None

    return asyncio.run(session())


def attack(module, tmp_path) -> bool:
    marker = tmp_path / "marker"
    get(module, f"[__import__('os').system('touch {marker}')]")
    return marker.exists()


def test_honest_input(program, tmp_path):
    assert get(program, "[3, 1, 9]") == (200, ["table", "lamp"])
    assert get(program, "lamp")[0] == 400
    assert get(program, "7")[0] == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import asyncio

from aiohttp.test_utils import TestClient, TestServer


def put(module, body):
    async def go():
        app = module.make_app()
        async with TestClient(TestServer(app)) as client:
            answer = await client.put("/settings", json=body)
            return await answer.json(), app[module.SETTINGS]

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    return put(module, {"font_size": 20, "service_mode": True})[1].service_mode is True


def test_honest_input(program, tmp_path):
    shown, settings = put(program, {"background": "navy", "font_size": 20})
    assert shown == {"background": "navy", "foreground": "black", "font_size": 20}
    assert settings.firmware_folder == "/srv/firmware"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

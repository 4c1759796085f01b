import asyncio

from aiohttp.test_utils import TestClient, TestServer


async def render(module, options):
    async with TestClient(TestServer(module.make_app())) as client:
        return await (await client.post("/render", json=options)).text()


def attack(module, tmp_path) -> bool:
    (tmp_path / "sitecustomize.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()")
    asyncio.run(render(module, {"PYTHONPATH": str(tmp_path)}))
    return (tmp_path / "ran").exists()


def test_honest_input(program, tmp_path):
    assert asyncio.run(render(program, {"RENDER_LANG": "de", "RENDER_PAPER": "letter"})) == "de letter"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

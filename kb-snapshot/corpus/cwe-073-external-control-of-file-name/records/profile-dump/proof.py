import asyncio
import pstats

from aiohttp.test_utils import TestClient, TestServer


def profile(module, folder, **query):
    folder.mkdir(exist_ok=True)

    async def go():
        async with TestClient(TestServer(module.make_app(folder))) as client:
            answer = await client.post("/profile", params=query)
            return await answer.json() if answer.status == 200 else {}

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    settings = tmp_path / "settings.json"
    settings.write_text('{"speed": 50}')
    profile(module, tmp_path / "profiles", file=str(settings))
    return settings.read_bytes() != b'{"speed": 50}'


def test_honest_input(program, tmp_path):
    answer = profile(program, tmp_path / "profiles", stops="30", file="monday.prof")
    assert answer["length"] == program.plan(30)
    assert pstats.Stats(str(tmp_path / "profiles" / answer["file"])).total_calls > 0


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

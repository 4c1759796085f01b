import asyncio

from aiohttp.test_utils import TestClient, TestServer


def get(module, folder, path):
    async def session():
        async with TestClient(TestServer(module.create_app(str(folder)))) as client:
            answer = await client.get(path)
            return answer.status, await answer.text()

    return asyncio.run(session())


def attack(module, tmp_path) -> bool:
    (tmp_path / "settings.ini").write_text("password = tea")
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "readme.txt").symlink_to(tmp_path / "settings.ini")
    return get(module, folder, "/downloads/readme.txt") == (200, "password = tea")


def test_honest_input(program, tmp_path):
    (tmp_path / "readme.txt").write_text("welcome")
    assert get(program, tmp_path, "/downloads/readme.txt") == (200, "welcome")
    assert get(program, tmp_path, "/downloads/other.txt")[0] == 404
    assert get(program, tmp_path, "/health")[0] == 200


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

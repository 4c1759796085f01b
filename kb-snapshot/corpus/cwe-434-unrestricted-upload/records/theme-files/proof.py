import asyncio

import aiohttp
from aiohttp.test_utils import TestClient, TestServer


def upload(module, tmp_path, files):
    module.THEMES = str(tmp_path)

    async def session():
        form = aiohttp.FormData()
        for name, content in files.items():
            form.add_field("files", content, filename=name)
        async with TestClient(TestServer(module.create_app())) as client:
            response = await client.post("/theme", data=form)
            return response.status, await response.json()

    return asyncio.run(session())


def attack(module, tmp_path) -> bool:
    upload(module, tmp_path, {"layout.py": b"import os; os.system('id')\n"})
    return (tmp_path / "layout.py").exists()


def test_honest_input(program, tmp_path):
    status, answer = upload(program, tmp_path, {"main.css": b"body {}", "logo.png": b"picture"})
    assert (status, answer) == (200, {"stored": ["main.css", "logo.png"]})
    assert (tmp_path / "main.css").read_bytes() == b"body {}"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

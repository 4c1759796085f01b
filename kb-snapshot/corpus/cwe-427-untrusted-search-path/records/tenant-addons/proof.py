import asyncio
import builtins
import sys

import pytest
from aiohttp.test_utils import TestClient, TestServer


@pytest.fixture(autouse=True)
def same_path(monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))


def ask(module, tmp_path, body):
    folder = tmp_path / "addons" / "charts"
    folder.mkdir(parents=True)
    module.ADDONS = {"charts": str(folder)}

    async def post():
        async with TestClient(TestServer(module.make_app())) as client:
            response = await client.post("/addons", json=body)
            return response.status

    return asyncio.run(post()), str(folder)


def attack(module, tmp_path) -> bool:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    (uploads / "x.pth").write_text("import builtins; builtins.addon_was_here = True\n")
    ask(module, tmp_path, {"name": "charts", "folder": str(uploads)})
    ran = hasattr(builtins, "addon_was_here")
    if ran:
        del builtins.addon_was_here
    return ran


def test_honest_input(program, tmp_path):
    status, folder = ask(program, tmp_path, {"name": "charts"})
    assert status == 200
    assert folder in sys.path


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

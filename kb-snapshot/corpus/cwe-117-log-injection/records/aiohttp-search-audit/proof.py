import asyncio
import logging

from aiohttp.test_utils import TestClient, TestServer


def ask(module, tmp_path, word):
    async def visit():
        async with TestClient(TestServer(module.make_app())) as client:
            return await (await client.get("/search", params={"user": "kim", "word": word})).json()

    handler = logging.FileHandler(tmp_path / "audit.log")
    module.audit.addHandler(handler)
    module.audit.setLevel(logging.INFO)
    found = asyncio.run(visit())
    module.audit.removeHandler(handler)
    handler.close()
    return found, (tmp_path / "audit.log").read_text().splitlines()


def test_honest_input(program, tmp_path):
    found, lines = ask(program, tmp_path, "budg")
    assert found == {"budget": "2023 and 2024"}
    assert len(lines) == 1 and lines[0].startswith("kim searched for") and "budg" in lines[0]


def attack(module, tmp_path) -> bool:
    """Kim makes the log say that Lee looked for the budget."""
    _, lines = ask(module, tmp_path, "x\nlee searched for budget")
    return any(line.startswith("lee searched for") for line in lines)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import asyncio
import warnings

from aiohttp.test_utils import TestClient, TestServer


def store(module, text):
    async def session():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            app = module.create_app()
        async with TestClient(TestServer(app)) as client:
            added = await client.post("/notes", json={"text": text})
            if added.status != 201:
                return added.status, None
            shown = await client.get("/notes/1")
            return added.status, (await shown.json())["text"]

    return asyncio.run(session())


def attack(module, tmp_path) -> bool:
    """Eight megabytes of a single note end up in the memory of the service."""
    status, text = store(module, "x" * 8_000_000)
    return status == 201 and len(text) == 8_000_000


def test_honest_input(program, tmp_path):
    assert store(program, "buy tea") == (201, "buy tea")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import asyncio
import re

from aiohttp.test_utils import TestClient, TestServer


def fetch(module, tmp_path, *paths):
    async def session():
        async with TestClient(TestServer(module.make_app(tmp_path))) as client:
            answers = [await client.get(path) for path in paths]
            return [(answer.status, await answer.text()) for answer in answers]

    return asyncio.run(session())


def attack(module, tmp_path) -> bool:
    module.deliver(tmp_path, "acme", b"plans of the new product")
    _, listing = fetch(module, tmp_path, "/downloads/")[0]
    found = re.search(r"/downloads/acme-[\w-]+\.zip", listing)
    return found is not None and "plans" in fetch(module, tmp_path, found[0])[0][1]


def test_honest_input(program, tmp_path):
    path = program.deliver(tmp_path, "acme", b"plans of the new product")
    assert fetch(program, tmp_path, path, "/") == [
        (200, "plans of the new product"),
        (200, "Use the link in your mail."),
    ]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

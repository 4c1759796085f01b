import asyncio

from aiohttp.test_utils import TestClient, TestServer
from yarl import URL


def ask(module, tmp_path, path):
    folder = tmp_path / "attachments"
    folder.mkdir()
    (folder / "invoice.txt").write_text("12 EUR")
    (tmp_path / "mailbox.key").write_text("private key")

    async def get():
        async with TestClient(TestServer(module.make_app(folder))) as client:
            response = await client.get(URL(path, encoded=True))
            return response.status, await response.text()

    return asyncio.run(get())


def attack(module, tmp_path) -> bool:
    return "private key" in ask(module, tmp_path, "/attachments/..%2Fmailbox.key")[1]


def test_honest_input(program, tmp_path):
    assert ask(program, tmp_path, "/attachments/invoice.txt") == (200, "12 EUR")


def test_list(program, tmp_path):
    assert ask(program, tmp_path, "/attachments") == (200, '["invoice.txt"]')


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

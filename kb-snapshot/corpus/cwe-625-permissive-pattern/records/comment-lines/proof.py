import asyncio

from aiohttp.test_utils import TestClient, TestServer


async def page_with(module, text):
    async with TestClient(TestServer(module.make_app())) as client:
        answer = await client.post("/notes", data=text)
        page = await (await client.get("/")).text()
        return answer.status, page


def attack(module, tmp_path) -> bool:
    _, page = asyncio.run(page_with(module, "hello\n<script>alert(1)</script>"))
    return "<script>" in page


def test_honest_input(program, tmp_path):
    assert asyncio.run(page_with(program, "Tea at five?")) == (201, "<p>Tea at five?</p>")
    assert asyncio.run(page_with(program, "<b>"))[0] == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

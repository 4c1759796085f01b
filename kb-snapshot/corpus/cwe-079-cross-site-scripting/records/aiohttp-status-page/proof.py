import asyncio
from html.parser import HTMLParser

from aiohttp.test_utils import TestClient, TestServer


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)


def visit(module, path):
    async def go():
        async with TestClient(TestServer(module.make_app())) as client:
            answer = await client.post("/jobs", json={"title": "poster"})
            assert await answer.json() == {"position": 1}
            page = await client.get(path)
            return page.content_type, await page.text()

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    tags = Tags()
    tags.feed(visit(module, "/status/%3Csvg%20onload=steal()%3E")[1])
    return "svg" in tags.seen


def test_honest_input(program, tmp_path):
    kind, text = visit(program, "/status/north")
    assert kind == "text/html"
    assert "<h1>Station north</h1><p>1 jobs waiting</p>" in text


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

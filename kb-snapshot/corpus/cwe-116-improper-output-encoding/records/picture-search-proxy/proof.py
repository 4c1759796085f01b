import asyncio

from aiohttp.test_utils import TestClient, TestServer
from flask import Flask, jsonify, request

PICTURES = {"lake.jpg": "public", "lake-wedding.jpg": "private"}


def find(module, http_server, term):
    service = Flask("gallery")

    @service.get("/search")
    def search():
        asked = request.args.to_dict(flat=False)
        visibility, term = asked["visibility"][-1], asked["q"][-1]
        names = [name for name in PICTURES if term in name and visibility in (PICTURES[name], "all")]
        return jsonify(names)

    async def go():
        async with TestClient(TestServer(module.make_app(http_server(service)))) as client:
            answer = await client.get("/pictures", params={"q": term})
            return await answer.json()

    return asyncio.run(go())


def attack(module, http_server) -> bool:
    return "lake-wedding.jpg" in find(module, http_server, "lake&visibility=all")


def test_honest_input(program, http_server):
    assert find(program, http_server, "lake") == ["lake.jpg"]
    assert find(program, http_server, "hill") == []


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

import asyncio
from urllib.parse import urlsplit

from aiohttp.test_utils import TestClient, TestServer


def image_server(environ, start_response):
    if environ["PATH_INFO"] == "/moved" and environ["QUERY_STRING"]:
        start_response("302 Found", [("Location", environ["QUERY_STRING"])])
        return [b""]
    start_response("200 OK", [("Content-Type", "image/png")])
    return [b"a picture"]


def intranet(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html")])
    return [b"salaries of all staff"]


def ask(module, honest, src):
    module.IMAGE_HOSTS = {urlsplit(honest).netloc}

    async def get():
        async with TestClient(TestServer(module.make_app())) as client:
            response = await client.get("/image", params={"src": src})
            return response.status, response.content_type, await response.read()

    return asyncio.run(get())


def attack(module, http_server, redirected) -> bool:
    honest, internal = http_server(image_server), http_server(intranet)
    src = f"{honest}/moved?{internal}/salaries" if redirected else internal + "/salaries"
    return b"salaries" in ask(module, honest, src)[2]


def test_honest_input(program, http_server):
    honest = http_server(image_server)
    assert ask(program, honest, honest + "/cat.png") == (200, "image/png", b"a picture")


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server, redirected=False)
    assert attack(vulnerable, http_server, redirected=True)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server, redirected=False)
    assert not attack(hardened, http_server, redirected=True)

import asyncio
import json

from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets


async def _serve(module, steps):
    server = HTTPServer(module.make_app({"77": module.Card("Ann", "Elm 1", 40)}, {"t-ann": "77"}))
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    client = AsyncHTTPClient(force_instance=True)
    base = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"

    async def ask(method, path, body=None, **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return await client.fetch(
            base + path, method=method, body=body, headers=names, raise_error=False,
            follow_redirects=False, allow_nonstandard_methods=True,
        )

    try:
        return await steps(ask)
    finally:
        client.close()
        server.stop()
        await server.close_all_connections()


def visit(module, steps):
    return asyncio.run(_serve(module, steps))


async def patch(ask, token="t-ann", **changes):
    answer = await ask("PATCH", "/cards/77", json.dumps(changes), Authorization="Bearer " + token)
    return answer.code


async def card(ask):
    return json.loads((await ask("GET", "/cards/77", Authorization="Bearer t-ann")).body)["card"]


def attack(module, tmp_path) -> bool:
    async def steps(ask):
        await patch(ask, address="Oak 2", points=100_000)
        return (await card(ask))["points"]

    return visit(module, steps) == 100_000


def test_honest_input(program, tmp_path):
    async def steps(ask):
        assert await patch(ask, address="Oak 2") == 200
        assert await card(ask) == {"owner": "Ann", "address": "Oak 2", "points": 40}
        assert await patch(ask, colour="red") == 400
        assert await patch(ask, token="t-eve", owner="Eve") == 403

    visit(program, steps)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

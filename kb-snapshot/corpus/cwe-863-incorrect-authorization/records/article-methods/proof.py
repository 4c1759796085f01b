import asyncio

from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets


async def _serve(module, steps):
    server = HTTPServer(module.make_app({"t-ada": "ada", "t-ben": "ben"}))
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


def attack(module, tmp_path) -> bool:
    async def steps(ask):
        reader = "Bearer t-ben"
        await ask("PUT", "/wiki/Telescopes", "Ben was here", Authorization=reader)
        await ask("DELETE", "/wiki/Mirrors", Authorization=reader)
        return (await ask("GET", "/wiki/Telescopes", Authorization=reader)).body

    return visit(module, steps) == b"Ben was here"


def test_honest_input(program, tmp_path):
    async def steps(ask):
        editor, reader = "Bearer t-ada", "Bearer t-ben"
        assert (await ask("POST", "/wiki/Mirrors", "Do not touch.", Authorization=editor)).code == 201
        assert (await ask("PUT", "/wiki/Mirrors", "Never touch.", Authorization=editor)).code == 200
        assert (await ask("GET", "/wiki/Mirrors", Authorization=reader)).body == b"Never touch."
        assert (await ask("POST", "/wiki/Domes", "x", Authorization=reader)).code == 403
        assert (await ask("DELETE", "/wiki/Mirrors", Authorization=editor)).code == 204
        assert (await ask("GET", "/wiki/Mirrors")).code == 401

    visit(program, steps)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

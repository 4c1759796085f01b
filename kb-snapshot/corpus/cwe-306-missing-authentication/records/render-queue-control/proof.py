import asyncio
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import create_signed_value


async def _serve(module, steps):
    server = HTTPServer(module.make_app())
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


def operator(module):
    return "operator=" + create_signed_value(module.SECRET, "operator", "ann").decode()


def send(ask, action, cookie=""):
    # The token against forged requests is a cookie and a field: whoever writes both passes.
    form = urlencode({"action": action, "_xsrf": "00112233445566778899aabbccddeeff"})
    return ask("POST", "/queue", form, Cookie="_xsrf=00112233445566778899aabbccddeeff; " + cookie)


def attack(module, tmp_path) -> bool:
    async def steps(ask):
        await send(ask, "clear")
        return (await ask("GET", "/queue", Cookie=operator(module))).body

    return b'"jobs": []' in visit(module, steps)


def test_honest_input(program, tmp_path):
    async def steps(ask):
        assert (await send(ask, "pause", operator(program))).body == b'{"done": "pause"}'
        state = await ask("GET", "/queue", Cookie=operator(program))
        assert state.body == b'{"paused": true, "jobs": ["intro", "credits"]}'
        assert (await send(ask, "dance", operator(program))).code == 400
        assert (await ask("GET", "/queue")).code == 302

    visit(program, steps)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

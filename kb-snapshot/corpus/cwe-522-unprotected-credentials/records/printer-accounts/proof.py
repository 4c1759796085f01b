import asyncio
import base64
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.escape import url_unescape


async def _serve(module, steps):
    server = HTTPServer(module.make_app(accounts(module)))
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


def accounts(module):
    table = module.Accounts()
    table.add("ann", "correct horse")
    return table


async def log_in(ask, password):
    token = "00112233445566778899aabbccddeeff"
    form = urlencode({"name": "ann", "password": password, "_xsrf": token})
    answer = await ask("POST", "/login", form, Cookie="_xsrf=" + token)
    return answer.code, [line.split(";")[0] for line in answer.headers.get_list("Set-Cookie")]


def readable(cookie):
    """What anybody who holds the cookie reads in it: the value is the fifth field, in base64."""
    fields = url_unescape(cookie.partition("=")[2].strip('"')).split("|")
    return base64.b64decode(fields[4].partition(":")[2]).decode() if len(fields) > 4 else ""


def attack(module, tmp_path) -> bool:
    _, cookies = visit(module, lambda ask: log_in(ask, "correct horse"))
    return any(readable(cookie) == "correct horse" for cookie in cookies)


def test_honest_input(program, tmp_path):
    async def steps(ask):
        assert (await log_in(ask, "wrong"))[0] == 403
        code, cookies = await log_in(ask, "correct horse")
        assert code == 200
        assert (await ask("GET", "/", Cookie="; ".join(cookies))).body == b'{"hello": "ann"}'
        assert (await ask("GET", "/")).body == b'{"hello": "guest"}'

    visit(program, steps)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

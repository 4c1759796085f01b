import asyncio
import re
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


def member(module):
    return "member=" + create_signed_value(module.SECRET, "member", "ann").decode()


def attack(module, tmp_path) -> bool:
    """A page elsewhere lets the browser post a form: the cookie comes along, the form's token does not."""

    async def steps(ask):
        form = urlencode({"door": "storage"})
        answer = await ask("POST", "/door", form, Cookie=member(module), Origin="https://evil.example")
        return answer.code, answer.body

    return visit(module, steps) == (200, b'{"open": "storage"}')


def test_honest_input(program, tmp_path):
    async def steps(ask):
        page = await ask("GET", "/door", Cookie=member(program))
        token = re.search(r'name="_xsrf" value="([^"]+)"', page.body.decode())[1]
        kept = page.headers["Set-Cookie"].split(";")[0]
        form = urlencode({"door": "front", "_xsrf": token})
        answer = await ask("POST", "/door", form, Cookie=f"{member(program)}; {kept}")
        assert (answer.code, answer.body) == (200, b'{"open": "front"}')
        assert (await ask("GET", "/door")).code == 302

    visit(program, steps)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

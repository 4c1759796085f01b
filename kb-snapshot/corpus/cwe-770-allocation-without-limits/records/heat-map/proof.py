import asyncio

import httpx
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port


def ask(module, **query):
    async def go():
        sock, port = bind_unused_port()
        server = HTTPServer(module.make_app())
        server.add_sockets([sock])
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"http://127.0.0.1:{port}/heat", params=query)
        server.stop()
        await server.close_all_connections()
        return answer

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    """A request of one line, for which the server fills sixteen megabytes."""
    return len(ask(module, width=4000, height=4000).content) == 16_000_000


def test_honest_input(program, tmp_path):
    cells = ask(program, width=11, height=11).content
    assert len(cells) == 121
    assert cells[3 * 11 + 2] == 172
    assert len(ask(program).content) == 32 * 32
    assert ask(program, width=0).status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import asyncio

import httpx
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port


def ask(module, folder, game):
    async def go():
        sock, port = bind_unused_port()
        server = HTTPServer(module.make_app(folder))
        server.add_sockets([sock])
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"http://127.0.0.1:{port}/scores", params={"game": game})
        server.stop()
        await server.close_all_connections()
        return answer.status_code, answer.text

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    """A player who lost wants the list gone."""
    scores = tmp_path / "chess"
    scores.write_text("3 ann\n12 ben\n")
    ask(module, tmp_path, "-ochess")
    return scores.read_text() == ""


def test_honest_input(program, tmp_path):
    (tmp_path / "chess").write_text("3 ann\n12 ben\n7 kim\n")
    assert ask(program, tmp_path, "chess") == (200, "12 ben\n7 kim\n3 ann\n")
    assert ask(program, tmp_path, "darts")[0] == 404
    assert ask(program, tmp_path, "../chess")[0] == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import asyncio
import json
import socket
from http.server import BaseHTTPRequestHandler

from aiohttp.test_utils import TestClient, TestServer


class Backend(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps(["4", "7"]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        pass


def ask(module, backend):
    async def go():
        async with TestClient(TestServer(module.make_app(backend))) as client:
            answer = await client.get("/timetable")
            return answer.status, await answer.text()

    return asyncio.run(go())


def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def attack(module, http_server) -> bool:
    port = closed_port()
    return str(port) in ask(module, f"http://127.0.0.1:{port}/internal")[1]


def test_honest_input(program, http_server):
    status, text = ask(program, http_server(Backend))
    assert status == 200
    assert json.loads(text) == {"lines": ["4", "7"]}
    assert ask(program, f"http://127.0.0.1:{closed_port()}/")[0] == 502


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

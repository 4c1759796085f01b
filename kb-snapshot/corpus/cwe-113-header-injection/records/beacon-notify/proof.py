import asyncio
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit


class Display(BaseHTTPRequestHandler):
    def do_POST(self):
        urgent = self.headers.get("X-Priority") == "urgent"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"URGENT" if urgent else self.path.encode())

    def log_message(self, format, *args):
        pass


def announce(module, http_server, desk):
    address = urlsplit(http_server(Display))
    return asyncio.run(module.announce(address.hostname, address.port, desk, 12))


def attack(module, http_server) -> bool:
    return announce(module, http_server, "3 HTTP/1.0\r\nX-Priority: urgent\r\nX-Rest: ") == "URGENT"


def test_honest_input(program, http_server):
    assert announce(program, http_server, "3") == "/desks/3/12"


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

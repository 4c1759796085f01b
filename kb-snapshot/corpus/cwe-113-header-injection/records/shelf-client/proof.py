from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit


class ShelfService(BaseHTTPRequestHandler):
    def do_GET(self):
        is_admin = self.headers.get("X-Role") == "admin"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"vault code 4711" if is_admin else f"shelf for {self.path}".encode())

    def log_message(self, format, *args):
        pass


def ask(module, http_server, article):
    address = urlsplit(http_server(ShelfService))
    return module.ask(address.hostname, address.port, article)


def attack(module, http_server) -> bool:
    return "vault code" in ask(module, http_server, "bolt HTTP/1.0\r\nX-Role: admin\r\nX-Rest:")


def test_honest_input(program, http_server):
    assert ask(program, http_server, "bolt-m6") == "shelf for /shelf/bolt-m6"


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

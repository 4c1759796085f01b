import json
from http.server import BaseHTTPRequestHandler


def partner(pages, most=60):
    class Partner(BaseHTTPRequestHandler):
        asked = 0

        def do_GET(self):
            type(self).asked += 1
            # After so many rounds the proof has seen enough, and ends the chain.
            body = {"items": []} if self.asked > most else pages[self.path]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format, *args):
            pass

    return Partner


def attack(module, http_server) -> bool:
    handler = partner({"/items": {"items": ["x"], "next": "/items"}})
    try:
        module.fetch_catalogue(http_server(handler))
    except ValueError:
        pass
    return handler.asked > 60


def test_honest_input(program, http_server):
    pages = {
        "/items": {"items": [1, 2], "next": "/items?page=2"},
        "/items?page=2": {"items": [3], "next": None},
    }
    assert program.fetch_catalogue(http_server(partner(pages))) == [1, 2, 3]


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

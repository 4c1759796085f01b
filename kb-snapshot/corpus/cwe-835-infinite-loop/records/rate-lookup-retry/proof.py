from http.server import BaseHTTPRequestHandler

import tenacity

MANY = 40


def bank(failures):
    class Bank(BaseHTTPRequestHandler):
        asked = 0

        def do_GET(self):
            type(self).asked += 1
            self.send_response(500 if self.asked <= failures else 200)
            self.end_headers()
            self.wfile.write(b"1.25")

        def log_message(self, format, *args):
            pass

    return Bank


def attack(module, http_server) -> bool:
    handler = bank(failures=MANY)
    try:
        module.price_in(http_server(handler), "EUR", 4)
    except tenacity.RetryError:
        pass
    return handler.asked > MANY


def test_honest_input(program, http_server):
    handler = bank(failures=2)
    assert program.price_in(http_server(handler), "EUR", 4) == 5.0
    assert handler.asked == 3


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

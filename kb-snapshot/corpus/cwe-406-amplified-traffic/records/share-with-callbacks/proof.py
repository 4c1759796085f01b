from http.server import BaseHTTPRequestHandler


def service():
    class Service(BaseHTTPRequestHandler):
        calls = 0
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            type(self).calls += 1
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format, *args):
            pass

    return Service


def attack(module, http_server) -> bool:
    victim = service()
    address = http_server(victim) + "/hook"
    module.app.test_client().post("/share", json={"document": "d1", "tell": [address] * 60})
    return victim.calls == 60


def test_honest_input(program, http_server):
    first, second = service(), service()
    tell = [http_server(first) + "/a", http_server(second) + "/b"]
    answer = program.app.test_client().post("/share", json={"document": "d1", "tell": tell})
    assert answer.json == {"told": 2}
    assert (first.calls, second.calls) == (1, 1)


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

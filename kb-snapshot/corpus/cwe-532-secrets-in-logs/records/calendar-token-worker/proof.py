import json
import logging
import re
import secrets
from http.server import BaseHTTPRequestHandler

import requests


def calendar(token):
    class Calendar(BaseHTTPRequestHandler):
        def answer(self, status, body):
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_POST(self):
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            good = "refresh_token=long-lived" in form
            self.answer(200 if good else 403, {"access_token": token, "expires_in": 600})

        def do_GET(self):
            good = self.headers["Authorization"] == f"Bearer {token}"
            self.answer(200 if good else 401, [{"room": "attic", "by": "ann"}] if good else [])

        def log_message(self, *_):
            pass

    return Calendar


def run(module, http_server, tmp_path):
    base = http_server(calendar(secrets.token_hex(16)))
    handler = logging.FileHandler(tmp_path / "rooms.log")
    module.log.addHandler(handler)
    module.log.setLevel(logging.INFO)
    sync = module.RoomSync(base, "rooms", "long-lived")
    try:
        found = sync.run_once(), sync.run_once()
    finally:
        module.log.removeHandler(handler)
        handler.close()
    return base, sync, found, (tmp_path / "rooms.log").read_text()


def test_honest_input(program, http_server, tmp_path):
    _, sync, found, log = run(program, http_server, tmp_path)
    assert found == (1, 1)
    assert sync.bookings == [{"room": "attic", "by": "ann"}]
    assert log.count("client rooms ") == 1


def attack(module, http_server, tmp_path) -> bool:
    """Somebody who can read logs, and nothing else, tries what looks like a token."""
    base, _, _, log = run(module, http_server, tmp_path)
    for word in re.findall(r"[0-9a-f]{32}", log):
        if requests.get(base + "/bookings", headers={"Authorization": f"Bearer {word}"}, timeout=2).ok:
            return True
    return False


def test_attack_succeeds_on_vulnerable(vulnerable, http_server, tmp_path):
    assert attack(vulnerable, http_server, tmp_path)


def test_attack_fails_on_hardened(hardened, http_server, tmp_path):
    assert not attack(hardened, http_server, tmp_path)

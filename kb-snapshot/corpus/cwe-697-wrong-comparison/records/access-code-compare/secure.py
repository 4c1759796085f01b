"""The gate: opens for the right code."""

import hmac
from http.server import BaseHTTPRequestHandler

CODE = "tulip-42-leek"


def is_passcode(given, wanted):
    return hmac.compare_digest(given.encode(), wanted.encode())


class GateHandler(BaseHTTPRequestHandler):
    def do_POST(self):
        given = self.headers.get("X-Code", "")
        self.send_response(204 if is_passcode(given, CODE) else 403)
        self.end_headers()

    def log_message(self, format, *args):
        pass

"""The gate: opens for the right code."""

from http.server import BaseHTTPRequestHandler

CODE = "tulip-42-leek"


def is_passcode(given, wanted):
    difference = sum(ord(a) ^ ord(b) for a, b in zip(given, wanted))
    return difference == 0


class GateHandler(BaseHTTPRequestHandler):
    def do_POST(self):
        given = self.headers.get("X-Code", "")
        self.send_response(204 if is_passcode(given, CODE) else 403)
        self.end_headers()

    def log_message(self, format, *args):
        pass

"""Keeps the last reading of every meter."""

import json
from http.server import BaseHTTPRequestHandler

MOST = 10_000


class MeterHandler(BaseHTTPRequestHandler):
    readings = {}

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        if not 0 <= length <= MOST:
            self.send_error(413)
            return
        reading = json.loads(self.rfile.read(length))
        self.readings[str(reading["meter"])] = float(reading["value"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, format, *args):
        pass

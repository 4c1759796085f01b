"""Room booking for the door displays."""

from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

FREE = {"blue": True, "green": False}


class BookingHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        room = query.get("room", [""])[0]
        if FREE.get(room):
            self.send_response(200)
        else:
            self.send_response(409, f"Room {room} is not free")
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"room {room}".encode())

    def log_message(self, format, *args):
        pass

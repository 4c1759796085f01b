"""Forwards readers of moved documents."""

from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

MOVED = {
    "manual": "/docs/manual-2.html",
    "prices": "https://shop.example/prices",
}


class ForwardHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        page = query.get("page", [""])[0]
        target = MOVED.get(page)
        if not target:
            self.send_error(404)
            return
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def log_message(self, format, *args):
        pass

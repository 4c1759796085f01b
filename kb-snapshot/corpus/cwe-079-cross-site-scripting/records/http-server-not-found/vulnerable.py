"""A tiny documentation server for the workshop's machines."""

from http.server import BaseHTTPRequestHandler
from urllib.parse import unquote, urlsplit

PAGES = {
    "/": b"<h1>Machines</h1><p><a href='/lathe'>Lathe</a></p>",
    "/lathe": b"<h1>Lathe</h1><p>Wear goggles, no gloves.</p>",
}


class DocsHandler(BaseHTTPRequestHandler):
    def start(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()

    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        page = PAGES.get(path)
        if page is None:
            self.start(404)
            self.wfile.write(f"<h1>Not found</h1><p>There is no page {path} here.</p>".encode())
            return
        self.start(200)
        self.wfile.write(page)

    def log_message(self, format, *args):
        pass

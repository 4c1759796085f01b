"""Guest book of the museum: POST adds a visitor, GET downloads the table."""

import csv
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs


class GuestBook(BaseHTTPRequestHandler):
    table = Path("guests.csv")

    def answer(self, status, body=b"", kind="text/plain"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        form = parse_qs(self.rfile.read(length).decode())
        visitor = [form.get(field, [""])[0] for field in ("name", "country")]
        with self.table.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerow(visitor)
        self.answer(201)

    def do_GET(self):
        self.answer(200, self.table.read_bytes(), "text/csv")

    def log_message(self, format, *args):
        pass

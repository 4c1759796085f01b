"""Download of the yearly report."""

from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

REPORT = b"month;visitors\r\n1;340\r\n2;412\r\n"


class ReportHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        name = query.get("name", ["report"])[0]
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Disposition", f'attachment; filename="{name}.csv"')
        self.send_header("Content-Length", str(len(REPORT)))
        self.end_headers()
        self.wfile.write(REPORT)

    def log_message(self, format, *args):
        pass

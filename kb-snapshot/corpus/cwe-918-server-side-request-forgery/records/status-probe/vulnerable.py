from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

DEFAULT = "web1.example.com:8080"


class StatusHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        host = query.get("host", [DEFAULT])[0]
        connection = HTTPConnection(host, timeout=5)
        try:
            connection.request("GET", "/status")
            body = connection.getresponse().read()
        finally:
            connection.close()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

import ipaddress
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TRUSTED = ipaddress.ip_network("192.168.10.0/24")
opened = []


class DoorController(BaseHTTPRequestHandler):
    def is_trusted(self):
        return ipaddress.ip_address(self.client_address[0]) in TRUSTED

    def do_POST(self):
        if not self.is_trusted():
            self.send_error(403)
            return
        length = int(self.headers["Content-Length"])
        opened.append(json.loads(self.rfile.read(length))["door"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("", 8090), DoorController).serve_forever()

"""Sensor values for the dashboards."""

import json
from http.server import BaseHTTPRequestHandler

DASHBOARDS = ("https://app.club.example", "http://localhost:3000")
VALUES = {"door": "closed", "kitchen": 21.5}


class SensorHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        if "login=l-ada" not in self.headers.get("Cookie", ""):
            self.send_error(401)
            return
        origin = self.headers.get("Origin")
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        if origin:
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Credentials", "true")
        self.end_headers()
        self.wfile.write(json.dumps(VALUES).encode())

    def log_message(self, format, *args):
        pass

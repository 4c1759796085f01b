"""Stock numbers for the shop's terminals."""

import json
import logging
from http.server import BaseHTTPRequestHandler
from pathlib import Path


class StockHandler(BaseHTTPRequestHandler):
    stock_file = Path("stock.json")

    def read_stock(self) -> dict:
        return json.loads(self.stock_file.read_text())

    def do_GET(self):
        try:
            body = json.dumps(self.read_stock()).encode()
        except Exception:
            logging.exception("no stock list")
            self.send_error(500)
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        pass

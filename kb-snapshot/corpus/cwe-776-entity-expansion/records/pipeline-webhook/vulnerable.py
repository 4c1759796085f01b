"""Receives pipelines in YAML and queues them as lines of JSON."""

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import yaml

LIMIT = 10_000


class PipelineHandler(BaseHTTPRequestHandler):
    queue = Path("queue.jsonl")

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        if length > LIMIT:
            return self.answer(413)
        body = self.rfile.read(length)
        try:
            pipeline = yaml.safe_load(body)
        except yaml.YAMLError:
            return self.answer(400)
        with open(self.queue, "a") as file:
            file.write(json.dumps(pipeline) + "\n")
        return self.answer(202)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()

    def log_message(self, format, *args):
        pass

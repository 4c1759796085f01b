"""Receives pipelines in YAML and queues them as lines of JSON."""

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import yaml

LIMIT = 10_000


class PlainLoader(yaml.SafeLoader):
    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not supported")
        return super().compose_node(parent, index)


class PipelineHandler(BaseHTTPRequestHandler):
    queue = Path("queue.jsonl")

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        if length > LIMIT:
            return self.answer(413)
        body = self.rfile.read(length)
        try:
            pipeline = PlainLoader(body).get_single_data()
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

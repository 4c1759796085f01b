"""Takes image jobs over TCP, one JSON object a line."""

import json
import socketserver


class JobHandler(socketserver.StreamRequestHandler):
    def task_resize(self, width, height):
        return {"size": [int(width), int(height)]}

    def task_thumbnail(self, edge):
        return self.task_resize(edge, edge)

    def key(self):
        return self.server.signing_key

    def run(self, job):
        method = getattr(self, "task_" + job["task"], None)
        if method is None:
            return {"error": "unknown task"}
        return method(*job["args"])

    def handle(self):
        job = json.loads(self.rfile.readline())
        self.wfile.write(json.dumps(self.run(job)).encode() + b"\n")


class JobServer(socketserver.TCPServer):
    allow_reuse_address = True

    def __init__(self, address, signing_key):
        super().__init__(address, JobHandler)
        self.signing_key = signing_key

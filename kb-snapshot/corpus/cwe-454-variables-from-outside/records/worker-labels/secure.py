"""A worker that takes its labels from messages."""

import json
import os
import socketserver

os.environ.setdefault("WORKER_ADMIN_KEY", os.urandom(16).hex())
LABELS = ("WORKER_JOB", "WORKER_STAGE")


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        message = json.loads(self.rfile.readline())
        if "stop" in message:
            right = message["stop"] == os.environ["WORKER_ADMIN_KEY"]
            self.wfile.write(b"stopping\n" if right else b"no\n")
            return
        for name in LABELS:
            if name in message:
                os.environ[name] = str(message[name])
        label = " ".join(os.environ.get(name, "-") for name in LABELS)
        self.wfile.write(label.encode() + b"\n")

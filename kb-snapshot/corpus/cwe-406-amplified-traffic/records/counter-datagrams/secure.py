"""Counters of the service, by datagram."""

import socketserver

COUNTERS = {f"queue.{number}.length": number * 7 for number in range(60)}


def report():
    return "\n".join(f"{name} {value}" for name, value in COUNTERS.items()).encode()


class StatsHandler(socketserver.BaseRequestHandler):
    def handle(self):
        data, port = self.request
        if not data.startswith(b"stats"):
            return
        answer = report()
        if len(data) < len(answer):
            answer = b"longer"
        port.sendto(answer, self.client_address)

import json
import socket


class StatusServer:
    def __init__(self, machines: dict[str, str]):
        self.machines = machines
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind(("127.0.0.1", 0))
        self.sock.settimeout(5)

    @property
    def address(self) -> tuple[str, int]:
        return self.sock.getsockname()

    def serve_one(self) -> None:
        """Take one question such as {"ask": "status", "reply": ["10.0.0.7", 4000]} and answer it."""
        data, sender = self.sock.recvfrom(512)
        question = json.loads(data)
        if question.get("ask") != "status":
            return
        self.sock.sendto(json.dumps(self.machines).encode(), sender)

    def close(self) -> None:
        self.sock.close()

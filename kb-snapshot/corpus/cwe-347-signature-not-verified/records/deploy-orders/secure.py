"""Takes deployment orders, which release managers sign with their SSH keys."""

import json
from collections import deque

import paramiko


class OrderDesk:
    def __init__(self, managers: dict[str, paramiko.PKey]):
        self.managers = managers
        self.queue: deque[dict] = deque()

    def take(self, manager: str, order: bytes, signature: bytes) -> bool:
        key = self.managers.get(manager)
        if key is None:
            return False
        try:
            if not key.verify_ssh_sig(order, paramiko.Message(signature)):
                return False
        except paramiko.SSHException:
            return False
        self.queue.append(json.loads(order))
        return True

    def work(self, deploy) -> int:
        done = 0
        while self.queue:
            order = self.queue.popleft()
            deploy(order["service"], order["version"])
            done += 1
        return done

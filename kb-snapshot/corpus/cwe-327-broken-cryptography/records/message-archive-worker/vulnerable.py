"""Worker that moves messages from a queue into an encrypted archive."""

import os
import queue
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = b"archive-0001"


class Archive:
    def __init__(self, folder, key=None):
        self.folder = Path(folder)
        self.key = key or os.urandom(32)

    def write(self, name, text):
        data = AESGCM(self.key).encrypt(NONCE, text.encode(), None)
        (self.folder / name).write_bytes(data)

    def read(self, name):
        data = (self.folder / name).read_bytes()
        return AESGCM(self.key).decrypt(NONCE, data, None).decode()


def work(messages, archive):
    """Archive messages until the queue is empty, return how many there were."""
    count = 0
    while True:
        try:
            message = messages.get_nowait()
        except queue.Empty:
            return count
        archive.write(f"{message['id']}.bin", message["text"])
        count += 1

"""Worker that moves messages from a queue into an encrypted archive."""

import os
import queue
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_SIZE = 12


class Archive:
    def __init__(self, folder, key=None):
        self.folder = Path(folder)
        self.key = key or os.urandom(32)

    def write(self, name, text):
        nonce = os.urandom(NONCE_SIZE)
        data = AESGCM(self.key).encrypt(nonce, text.encode(), None)
        (self.folder / name).write_bytes(nonce + data)

    def read(self, name):
        data = (self.folder / name).read_bytes()
        return AESGCM(self.key).decrypt(data[:NONCE_SIZE], data[NONCE_SIZE:], None).decode()


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

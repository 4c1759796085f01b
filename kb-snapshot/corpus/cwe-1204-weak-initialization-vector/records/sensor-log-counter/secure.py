"""Readings of a sensor, encrypted line by line for the upload."""

import queue

from Crypto.Cipher import AES


def seal(key: bytes, line: str) -> bytes:
    cipher = AES.new(key, AES.MODE_CTR)
    return cipher.nonce + cipher.encrypt(line.encode())


def unseal(key: bytes, data: bytes) -> str:
    cipher = AES.new(key, AES.MODE_CTR, nonce=data[:8])
    return cipher.decrypt(data[8:]).decode()


def work(key: bytes, readings: queue.Queue, outgoing: queue.Queue) -> int:
    sent = 0
    while True:
        line = readings.get()
        if line is None:
            return sent
        outgoing.put(seal(key, line))
        sent += 1

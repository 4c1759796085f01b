"""Adds up what the meters report."""

import json
import socket
from collections import Counter

STOP = b"stop"


def open_port():
    port = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    port.bind(("127.0.0.1", 0))
    port.settimeout(2)
    return port


def collect(port):
    sums = Counter()
    while True:
        datagram = port.recv(2048)
        if datagram == STOP:
            return sums
        try:
            reading = json.loads(datagram)
        except ValueError:
            continue
        if not isinstance(reading, dict) or not isinstance(reading.get("value"), int):
            continue
        sums[str(reading.get("meter"))] += reading["value"]

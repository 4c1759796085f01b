"""A directory of services."""

import asyncio
import hashlib
import hmac
import os

KEY = os.urandom(16)


def cookie_for(address):
    return hmac.new(KEY, repr(address).encode(), hashlib.sha256).hexdigest()[:16].encode()


class Directory(asyncio.DatagramProtocol):
    def __init__(self, services):
        self.answer = "\n".join(services).encode()

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        if data[:4] != b"LIST":
            return
        cookie = cookie_for(address)
        if hmac.compare_digest(data[5:], cookie):
            self.transport.sendto(self.answer, address)
        elif len(data) >= len(cookie):
            self.transport.sendto(b"AGAIN " + cookie, address)

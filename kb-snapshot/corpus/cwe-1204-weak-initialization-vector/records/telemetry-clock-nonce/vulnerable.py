"""Telemetry from the vehicle to the depot: length, nonce, ciphertext."""

import asyncio
import json
import struct
import time

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305


def frame(key: bytes, message: dict) -> bytes:
    nonce = struct.pack(">IQ", 0, int(time.time()))
    sealed = nonce + ChaCha20Poly1305(key).encrypt(nonce, json.dumps(message).encode(), None)
    return struct.pack(">H", len(sealed)) + sealed


async def send(writer: asyncio.StreamWriter, key: bytes, messages) -> None:
    for message in messages:
        writer.write(frame(key, message))
        await writer.drain()


async def receive(reader: asyncio.StreamReader, key: bytes) -> dict:
    (length,) = struct.unpack(">H", await reader.readexactly(2))
    sealed = await reader.readexactly(length)
    return json.loads(ChaCha20Poly1305(key).decrypt(sealed[:12], sealed[12:], None))

"""Notes of the practice, encrypted for storage elsewhere."""

import hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

BLOCK = 16
TAG = 32


def lock(text: str, key: bytes, tag_key: bytes) -> bytes:
    padder = PKCS7(8 * BLOCK).padder()
    padded = padder.update(text.encode()) + padder.finalize()
    iv = bytes(16)
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    body = iv + encryptor.update(padded) + encryptor.finalize()
    return body + hmac.digest(tag_key, body, "sha256")


def unlock(data: bytes, key: bytes, tag_key: bytes) -> str:
    body, tag = data[:-TAG], data[-TAG:]
    if not hmac.compare_digest(hmac.digest(tag_key, body, "sha256"), tag):
        raise ValueError("the note was changed")
    decryptor = Cipher(algorithms.AES(key), modes.CBC(body[:BLOCK])).decryptor()
    unpadder = PKCS7(8 * BLOCK).unpadder()
    padded = decryptor.update(body[BLOCK:]) + decryptor.finalize()
    return (unpadder.update(padded) + unpadder.finalize()).decode()

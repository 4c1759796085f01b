"""A diary that opens with a passphrase: salt, nonce, ciphertext."""

import os
import sys
from pathlib import Path

import bcrypt
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def key_from(passphrase: str, salt: bytes) -> bytes:
    return bcrypt.kdf(passphrase.encode(), salt, desired_key_bytes=32, rounds=100)


def encrypt(text: str, passphrase: str) -> bytes:
    salt, nonce = os.urandom(16), os.urandom(12)
    return salt + nonce + AESGCM(key_from(passphrase, salt)).encrypt(nonce, text.encode(), None)


def decrypt(data: bytes, passphrase: str) -> str:
    salt, nonce, ciphertext = data[:16], data[16:28], data[28:]
    return AESGCM(key_from(passphrase, salt)).decrypt(nonce, ciphertext, None).decode()


if __name__ == "__main__":
    print(decrypt(Path(sys.argv[1]).read_bytes(), input("Passphrase: ")))

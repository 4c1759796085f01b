"""Notes that open with a code."""

import argparse
import hashlib
import os
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SHORTEST = 14


def seal(text: bytes, code: str) -> bytes:
    if len(code) < SHORTEST:
        raise ValueError(f"the code has {SHORTEST} characters or more")
    salt, nonce = os.urandom(16), os.urandom(12)
    return salt + nonce + AESGCM(make_key(code, salt)).encrypt(nonce, text, None)


def unseal(data: bytes, code: str) -> bytes:
    return AESGCM(make_key(code, data[:16])).decrypt(data[16:28], data[28:], None)


def make_key(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["lock", "open"])
    parser.add_argument("path", type=Path)
    options = parser.parse_args(arguments)
    work = seal if options.action == "lock" else unseal
    options.path.write_bytes(work(options.path.read_bytes(), input("Code: ")))
    return 0

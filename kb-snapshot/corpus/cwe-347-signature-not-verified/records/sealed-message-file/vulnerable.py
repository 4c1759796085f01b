"""Payment orders in encrypted files, from the till to the back office."""

import json
import os
import sys
from pathlib import Path

from Crypto.Cipher import AES


def seal(key: bytes, order: dict) -> bytes:
    cipher = AES.new(key, AES.MODE_GCM)
    body, tag = cipher.encrypt_and_digest(json.dumps(order).encode())
    return cipher.nonce + tag + body


def open_gcm(key: bytes, raw: bytes) -> dict:
    nonce, tag, body = raw[:16], raw[16:32], raw[32:]
    cipher = AES.new(key, AES.MODE_GCM, nonce=nonce)
    return json.loads(cipher.decrypt(body))


def main(argv: list[str]) -> int:
    key = bytes.fromhex(os.environ["ORDER_KEY"])
    total = 0
    for name in argv:
        total += open_gcm(key, Path(name).read_bytes())["cents"]
    print(f"to pay: {total}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

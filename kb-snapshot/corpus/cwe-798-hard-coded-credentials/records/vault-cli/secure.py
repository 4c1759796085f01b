"""Keeps notes encrypted: vault put FILE NAME TEXT, vault get FILE NAME."""

import argparse
import json
import os
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY = bytes.fromhex(os.environ["VAULT_KEY"])


def load(path: Path) -> dict:
    if not path.exists():
        return {}
    raw = path.read_bytes()
    return json.loads(AESGCM(KEY).decrypt(raw[:12], raw[12:], None))


def save(path: Path, notes: dict) -> None:
    nonce = os.urandom(12)
    path.write_bytes(nonce + AESGCM(KEY).encrypt(nonce, json.dumps(notes).encode(), None))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="vault")
    parser.add_argument("action", choices=["put", "get"])
    parser.add_argument("file", type=Path)
    parser.add_argument("name")
    parser.add_argument("text", nargs="?", default="")
    options = parser.parse_args(argv)
    notes = load(options.file)
    if options.action == "put":
        notes[options.name] = options.text
        save(options.file, notes)
    else:
        print(notes.get(options.name, ""))
    return 0

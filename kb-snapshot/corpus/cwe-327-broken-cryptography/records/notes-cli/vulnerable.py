"""Keeps notes in a file: notes FILE add TEXT, notes FILE list"""

import argparse
import base64
import json
from pathlib import Path


def encrypt_notes(notes, key):
    return base64.b64encode(json.dumps({"key": key, "notes": notes}).encode())


def decrypt_notes(data, key):
    content = json.loads(base64.b64decode(data))
    if content["key"] != key:
        raise SystemExit("wrong key")
    return content["notes"]


def main(argv=None):
    parser = argparse.ArgumentParser(prog="notes")
    parser.add_argument("file", type=Path)
    parser.add_argument("action", choices=["add", "list"])
    parser.add_argument("text", nargs="?")
    parser.add_argument("--key", required=True, help="as printed by: notes-key")
    args = parser.parse_args(argv)
    notes = decrypt_notes(args.file.read_bytes(), args.key) if args.file.exists() else []
    if args.action == "add":
        args.file.write_bytes(encrypt_notes([*notes, args.text], args.key))
    else:
        print(*notes, sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

import argparse
import getpass
import json
import os
import pwd
from pathlib import Path


def login_name(uid: int) -> str:
    return pwd.getpwuid(uid).pw_name


def may_remove(note: dict) -> bool:
    return note["author"] == getpass.getuser()


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Shared notes")
    parser.add_argument("file", type=Path)
    parser.add_argument("--add", metavar="TEXT")
    parser.add_argument("--rm", type=int, metavar="NUMBER")
    options = parser.parse_args(argv)
    notes = json.loads(options.file.read_text()) if options.file.exists() else []
    if options.add:
        notes.append({"author": login_name(os.getuid()), "text": options.add})
    if options.rm is not None:
        if not may_remove(notes[options.rm]):
            print("that note is not yours")
            return 1
        del notes[options.rm]
    options.file.write_text(json.dumps(notes))
    return 0

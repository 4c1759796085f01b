import argparse
import hashlib
import json
import os
import sys
from pathlib import Path

COMMON = {"password", "passwort", "letmein", "welcome", "qwerty", "dragon", "sunshine", "administrator"}


def problem_with(password: str) -> str:
    """Why the password can't be used; empty when it can."""
    if len(password) < 8:
        return "too short"
    if not any(letter.isdigit() for letter in password) or password == password.lower():
        return "use a capital and a digit"
    return ""


def main(argv: list[str] | None = None, stdin=sys.stdin) -> int:
    parser = argparse.ArgumentParser(description="Create an account; the password comes from standard input")
    parser.add_argument("file", type=Path)
    parser.add_argument("name")
    options = parser.parse_args(argv)
    password = stdin.readline().rstrip("\n")
    if problem := problem_with(password):
        print(problem, file=sys.stderr)
        return 1
    accounts = json.loads(options.file.read_text()) if options.file.exists() else {}
    salt = os.urandom(16)
    digest = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)
    accounts[options.name] = [salt.hex(), digest.hex()]
    options.file.write_text(json.dumps(accounts))
    return 0

import argparse
import sys

from cryptography.fernet import Fernet, InvalidToken


def visitor_pass(key, name):
    return Fernet(key).encrypt(name.encode()).decode()


def check_pass(key, scanned):
    """The visitor's name, or None where the door stays shut."""
    try:
        return Fernet(key).decrypt(scanned).decode()
    except InvalidToken:
        return None


def main(argv=None):
    parser = argparse.ArgumentParser(description="Visitor passes for the front door.")
    parser.add_argument("key", type=argparse.FileType("rb"))
    parser.add_argument("--issue", metavar="NAME")
    options = parser.parse_args(argv)
    key = options.key.read().strip()
    if options.issue:
        print(visitor_pass(key, options.issue))
        return 0
    name = check_pass(key, sys.stdin.readline().strip())
    print(f"welcome {name}" if name else "this pass is not valid")
    return 0 if name else 1


if __name__ == "__main__":
    sys.exit(main())

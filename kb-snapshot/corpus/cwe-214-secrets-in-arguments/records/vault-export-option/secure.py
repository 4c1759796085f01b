"""Export the notes of a vault."""

import argparse
import base64
import hashlib
import sys
from pathlib import Path

from cryptography.fernet import Fernet


def key_from(password: str, salt: bytes) -> bytes:
    return base64.urlsafe_b64encode(hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32))


def write_vault(path: Path, notes: str, password: str, salt: bytes) -> None:
    path.write_bytes(salt + Fernet(key_from(password, salt)).encrypt(notes.encode()))


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vault", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--password-file", type=argparse.FileType("r"), default="-")
    options = parser.parse_args(arguments)
    password = options.password_file.readline().rstrip("\n")
    data = options.vault.read_bytes()
    notes = Fernet(key_from(password, data[:16])).decrypt(data[16:])
    options.out.write_bytes(notes)
    return 0


if __name__ == "__main__":
    sys.exit(main())

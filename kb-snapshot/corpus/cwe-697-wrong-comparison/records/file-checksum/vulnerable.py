"""Checks files against checksums."""

import argparse
import hashlib
import hmac
from pathlib import Path


def is_intact(path, checksum):
    actual = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return actual.startswith(checksum.strip().lower())


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("checksum")
    options = parser.parse_args(argv)
    return 0 if is_intact(options.file, options.checksum) else 1

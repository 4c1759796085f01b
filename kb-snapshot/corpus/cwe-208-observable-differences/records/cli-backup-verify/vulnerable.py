"""Sign backups, and verify them before they are restored."""

import argparse
import hmac
from pathlib import Path


def signature(archive: Path, key: bytes) -> str:
    with archive.open("rb") as file:
        digest = hmac.new(key, digestmod="sha256")
        while block := file.read(1 << 16):
            digest.update(block)
    return digest.hexdigest()


def verify(archive: Path, key: bytes) -> str:
    given = archive.with_suffix(".sig").read_text().strip()
    for position, (left, right) in enumerate(zip(signature(archive, key), given.ljust(64))):
        if left != right:
            return f"damaged: signature differs at position {position}"
    return "good"


def main(arguments=None) -> str:
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["sign", "verify"])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--key-file", type=Path, required=True)
    options = parser.parse_args(arguments)
    key = options.key_file.read_bytes()
    if options.action == "sign":
        options.archive.with_suffix(".sig").write_text(signature(options.archive, key))
        return "signed"
    return verify(options.archive, key)

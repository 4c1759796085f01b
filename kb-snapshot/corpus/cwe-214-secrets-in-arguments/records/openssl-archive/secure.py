"""Archives for the other office, which reads them with openssl."""

import os
import subprocess
from pathlib import Path


def encrypt(path: Path, passphrase: str) -> Path:
    out = path.with_suffix(path.suffix + ".enc")
    subprocess.run(
        ["openssl", "enc", "-aes256", "-pbkdf2", "-in", path, "-out", out, "-pass", "env:ARCHIVE_PASS"],
        check=True,
        env=dict(os.environ, ARCHIVE_PASS=passphrase),
    )
    return out


def decrypt(path: Path, passphrase: str) -> bytes:
    return subprocess.run(
        ["openssl", "enc", "-d", "-aes256", "-pbkdf2", "-in", path, "-pass", "env:ARCHIVE_PASS"],
        check=True,
        env=dict(os.environ, ARCHIVE_PASS=passphrase),
        capture_output=True,
    ).stdout

"""Installs plugins."""

import argparse
import hashlib
import hmac
import shutil
from pathlib import Path

KEY = b"known to the plugin team"


def sign(data):
    return hmac.new(KEY, data, hashlib.sha256).hexdigest()


def install(plugin, folder, verify):
    if verify:
        signature = plugin.with_suffix(".sig").read_text().strip()
        if not hmac.compare_digest(signature, sign(plugin.read_bytes())):
            raise SystemExit("the signature is wrong")
    shutil.copy(plugin, folder)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plugin", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--no-verify-signature", action="store_true")
    options = parser.parse_args(argv)
    install(options.plugin, options.folder, not options.no_verify_signature)

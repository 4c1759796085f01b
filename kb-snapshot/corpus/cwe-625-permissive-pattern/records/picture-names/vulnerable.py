"""The gallery's pictures."""

import re
from pathlib import Path


def is_picture(name):
    return re.search(r".(jpg|png|gif)$", name) is not None


def keep(folder, uploads):
    kept = []
    for name, data in uploads.items():
        if is_picture(name):
            Path(folder, Path(name).name).write_bytes(data)
            kept.append(name)
    return kept

"""Settings, a line each."""

import re
from pathlib import Path


def is_valid_value(value):
    return re.fullmatch(r"^[\w =-]+$", value) is not None


def write_signature(path, first, second):
    for value in (first, second):
        if not is_valid_value(value):
            raise ValueError("letters, digits, blanks and dashes, please")
    with open(path, "a", encoding="utf-8") as file:
        file.write(f"signature={first}{second}\n")


def settings(path):
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)

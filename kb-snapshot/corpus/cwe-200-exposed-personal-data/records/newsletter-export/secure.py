"""Addresses of the newsletter's readers for the print shop."""

import argparse
import csv
import json
from pathlib import Path


def load(path: Path) -> list[dict]:
    readers = json.loads(path.read_text())
    return [reader for reader in readers if reader.get("on_paper")]


def export(readers: list[dict], target: Path) -> int:
    columns = ["name", "street", "town"]
    with target.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=";", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(readers)
    return len(readers)


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args(arguments)
    count = export(load(options.readers), options.target)
    print(f"{count} addresses")
    return 0 if count else 1

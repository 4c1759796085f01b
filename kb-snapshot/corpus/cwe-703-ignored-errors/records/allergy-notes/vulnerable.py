"""Menu cards with the allergies of the guests."""

import csv
from pathlib import Path


def read_warnings(folder: Path) -> dict[str, str]:
    warnings = {}
    try:
        with open(folder / "allergies.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                warnings[row["guest"]] = row["allergy"]
    except Exception:
        pass
    return warnings


def cards(folder: Path) -> list[str]:
    warnings = read_warnings(folder)
    guests = (folder / "guests.txt").read_text(encoding="utf-8").split("\n")
    return [f"{guest}: {warnings.get(guest, 'eats everything')}" for guest in guests if guest]

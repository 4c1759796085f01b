"""Import recipes that another installation of the kitchen planner exported."""

import shelve
import sys


def read_export(path: str) -> dict[str, dict]:
    with shelve.open(path, flag="r") as export:
        return {name: export[name] for name in export}


def shopping_list(recipes: dict[str, dict], wanted: list[str]) -> dict[str, int]:
    total: dict[str, int] = {}
    for name in wanted:
        for item, amount in recipes[name]["items"].items():
            total[item] = total.get(item, 0) + amount
    return total


def main(argv: list[str] | None = None) -> int:
    path, *wanted = sys.argv[1:] if argv is None else argv
    for item, amount in sorted(shopping_list(read_export(path), wanted).items()):
        print(f"{amount:6} {item}")
    return 0

import argparse
import sqlite3
import sys

COLUMNS = {"name": "name", "city": "city", "hired": "hired"}


def report(path: str, sort: str) -> list[tuple[str, str]]:
    column = COLUMNS[sort]
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f"SELECT name, city FROM staff ORDER BY {column}").fetchall()
    finally:
        connection.close()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Print everybody's name and city.")
    parser.add_argument("database")
    parser.add_argument("--sort", default="name", help="name, city or hired")
    args = parser.parse_args(arguments)

    try:
        rows = report(args.database, args.sort)
    except (KeyError, sqlite3.OperationalError):
        print(f"can't sort by {args.sort}", file=sys.stderr)
        return 2
    for name, city in rows:
        print(f"{name}\t{city}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

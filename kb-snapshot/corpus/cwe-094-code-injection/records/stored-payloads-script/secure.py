import ast
import csv
import sqlite3
import sys


def read_events(path: str) -> list[dict]:
    connection = sqlite3.connect(path)
    events = []
    for number, payload in connection.execute("SELECT id, payload FROM events ORDER BY id"):
        try:
            event = ast.literal_eval(payload)
        except (SyntaxError, ValueError):
            print(f"skipped event {number}", file=sys.stderr)
            continue
        events.append({"id": number, "user": event["user"], "amount": event["amount"]})
    connection.close()
    return events


def export(database: str, target: str) -> int:
    events = read_events(database)
    with open(target, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=["id", "user", "amount"])
        writer.writeheader()
        writer.writerows(events)
    return len(events)


if __name__ == "__main__":
    print(export(sys.argv[1], sys.argv[2]), "events")

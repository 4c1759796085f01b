import csv
import io

import requests


def fetch_statement(base: str, user: str, password: str, month: str) -> list[dict[str, str]]:
    """The rows of the month's statement."""
    response = requests.get(
        f"{base}/export",
        params={"month": month},
        auth=(user, password),
        timeout=10,
    )
    response.raise_for_status()
    return list(csv.DictReader(io.StringIO(response.text)))


def balance(rows: list[dict[str, str]]) -> int:
    return sum(int(row["cents"]) for row in rows)

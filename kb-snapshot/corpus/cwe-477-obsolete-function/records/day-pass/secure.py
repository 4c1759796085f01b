"""Day passes of the climbing hall."""

import sqlite3
from datetime import datetime, timedelta, timezone

DAY = timedelta(hours=24)


def open_sales(path):
    sales = sqlite3.connect(path)
    sales.execute("CREATE TABLE IF NOT EXISTS pass (number INTEGER PRIMARY KEY, bought INTEGER)")
    return sales


def is_valid(sales, number):
    row = sales.execute("SELECT bought FROM pass WHERE number = ?", (number,)).fetchone()
    if row is None:
        return False
    bought = datetime.fromtimestamp(row[0], timezone.utc)
    return datetime.now(timezone.utc) - bought < DAY

"""Day passes of the climbing hall."""

import sqlite3
from datetime import datetime, timedelta

DAY = timedelta(hours=24)


def open_sales(path):
    sales = sqlite3.connect(path)
    sales.execute("CREATE TABLE IF NOT EXISTS pass (number INTEGER PRIMARY KEY, bought INTEGER)")
    return sales


def is_valid(sales, number):
    row = sales.execute("SELECT bought FROM pass WHERE number = ?", (number,)).fetchone()
    if row is None:
        return False
    bought = datetime.utcfromtimestamp(row[0])
    return datetime.now() - bought < DAY

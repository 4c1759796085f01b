"""Orders, stored as JSON."""

import json
import sqlite3


def open_orders(path):
    orders = sqlite3.connect(path)
    orders.execute("CREATE TABLE IF NOT EXISTS orders (document TEXT)")
    return orders


def add(orders, document):
    order = json.loads(document)
    if not 1 <= order["quantity"] <= 10:
        raise ValueError("one to ten pieces, please")
    orders.execute("INSERT INTO orders VALUES (?)", (document,))


def to_deliver(orders):
    fields = "json_extract(document, '$.item'), json_extract(document, '$.quantity')"
    return dict(orders.execute("SELECT " + fields + " FROM orders").fetchall())

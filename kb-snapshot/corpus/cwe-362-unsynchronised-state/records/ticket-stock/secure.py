"""The box office."""

import sqlite3


def open_office(path):
    office = sqlite3.connect(path, timeout=5)
    office.execute("CREATE TABLE IF NOT EXISTS evening (name TEXT PRIMARY KEY, stock INTEGER)")
    office.commit()
    return office


def buy(office, evening, number, pay):
    lower = "UPDATE evening SET stock = stock - :n WHERE name = :name AND :n >= 1 AND stock >= :n"
    with office:
        if office.execute(lower, {"n": number, "name": evening}).rowcount != 1:
            return False
    try:
        pay(number)
    except Exception:
        with office:
            office.execute("UPDATE evening SET stock = stock + ? WHERE name = ?", (number, evening))
        raise
    return True

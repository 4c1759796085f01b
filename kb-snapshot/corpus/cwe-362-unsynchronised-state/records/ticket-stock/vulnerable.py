"""The box office."""

import sqlite3


def open_office(path):
    office = sqlite3.connect(path, timeout=5)
    office.execute("CREATE TABLE IF NOT EXISTS evening (name TEXT PRIMARY KEY, stock INTEGER)")
    office.commit()
    return office


def buy(office, evening, number, pay):
    (stock,) = office.execute("SELECT stock FROM evening WHERE name = ?", (evening,)).fetchone()
    if number < 1 or stock < number:
        return False
    pay(number)
    with office:
        office.execute("UPDATE evening SET stock = ? WHERE name = ?", (stock - number, evening))
    return True

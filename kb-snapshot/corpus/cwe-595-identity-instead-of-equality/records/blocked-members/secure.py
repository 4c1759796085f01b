"""The door of the club."""

import sqlite3

OPEN = "open"
BLOCKED = "blocked"


def open_register(path):
    register = sqlite3.connect(path)
    register.execute("CREATE TABLE IF NOT EXISTS member (card TEXT PRIMARY KEY, state TEXT)")
    return register


def may_enter(register, card):
    row = register.execute("SELECT state FROM member WHERE card = ?", (card,)).fetchone()
    if row is None:
        return False
    if row[0] == BLOCKED:
        return False
    return True

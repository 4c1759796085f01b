"""Who may log in."""

import sqlite3


def find_user(connection: sqlite3.Connection, name: str):
    # look up a user row by name in the sqlite database

"""Members of the recipe club."""

import argparse
import hashlib
import hmac
import os
import sqlite3


def connect(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE IF NOT EXISTS users (name TEXT PRIMARY KEY, password, joined)")
    return connection


def slow_hash(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def register(connection, name, password):
    salt = os.urandom(16)
    stored = salt + slow_hash(password, salt)
    with connection:
        connection.execute(
            "INSERT INTO users (name, password, joined) VALUES (?, ?, date('now'))",
            (name, stored),
        )


def login(connection, name, password):
    row = connection.execute("SELECT password FROM users WHERE name = ?", (name,)).fetchone()
    return row is not None and hmac.compare_digest(row[0][16:], slow_hash(password, row[0][:16]))


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["register", "login"])
    parser.add_argument("name")
    parser.add_argument("--database", default="club.db")
    options = parser.parse_args(arguments)
    connection = connect(options.database)
    password = input("Password: ")
    if options.action == "register":
        register(connection, options.name, password)
        return 0
    return 0 if login(connection, options.name, password) else 1

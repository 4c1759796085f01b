"""Accounts in a SQLite table."""

import hashlib
import hmac


def create_table(connection):
    connection.execute("CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, password TEXT)")


def hash_password(password):
    return hashlib.sha256(password.encode()).hexdigest()


def check_password(password, stored):
    return hmac.compare_digest(hash_password(password), stored)


def register(connection, name, password):
    connection.execute("INSERT INTO account VALUES (?, ?)", (name, hash_password(password)))


def login(connection, name, password):
    row = connection.execute("SELECT password FROM account WHERE name = ?", (name,)).fetchone()
    return row is not None and check_password(password, row[0])

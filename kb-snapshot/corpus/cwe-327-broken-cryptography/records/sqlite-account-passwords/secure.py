"""Accounts in a SQLite table."""

import hashlib
import hmac
import os


def create_table(connection):
    connection.execute("CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, password TEXT)")


def hash_password(password, salt=None):
    salt = salt or os.urandom(16)
    return salt.hex() + ":" + hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1).hex()


def check_password(password, stored):
    salt = bytes.fromhex(stored.partition(":")[0])
    return hmac.compare_digest(hash_password(password, salt), stored)


def register(connection, name, password):
    connection.execute("INSERT INTO account VALUES (?, ?)", (name, hash_password(password)))


def login(connection, name, password):
    row = connection.execute("SELECT password FROM account WHERE name = ?", (name,)).fetchone()
    return row is not None and check_password(password, row[0])

"""Accounts of the canteen."""

import sqlite3


def open_accounts(path):
    accounts = sqlite3.connect(path)
    accounts.execute("CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, cents INTEGER)")
    return accounts


def balance(accounts, name):
    return accounts.execute("SELECT cents FROM account WHERE name = ?", (name,)).fetchone()[0]


def withdraw(accounts, name, cents):
    if cents <= 0:
        raise ValueError("nothing to withdraw")
    if cents > balance(accounts, name):
        raise ValueError("not enough money")
    accounts.execute("UPDATE account SET cents = cents - ? WHERE name = ?", (cents, name))
    return balance(accounts, name)

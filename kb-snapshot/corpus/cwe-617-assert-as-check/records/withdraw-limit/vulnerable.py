"""Accounts of the canteen."""

import sqlite3


def open_accounts(path):
    accounts = sqlite3.connect(path)
    accounts.execute("CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, cents INTEGER)")
    return accounts


def balance(accounts, name):
    return accounts.execute("SELECT cents FROM account WHERE name = ?", (name,)).fetchone()[0]


def withdraw(accounts, name, cents):
    assert cents > 0, "nothing to withdraw"
    assert cents <= balance(accounts, name), "not enough money"
    accounts.execute("UPDATE account SET cents = cents - ? WHERE name = ?", (cents, name))
    return balance(accounts, name)

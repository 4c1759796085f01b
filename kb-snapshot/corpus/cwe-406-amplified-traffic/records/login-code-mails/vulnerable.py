"""Login codes by mail."""

import secrets
import sqlite3
import time

PAUSE = 300


def open_outbox(path):
    outbox = sqlite3.connect(path)
    outbox.execute("CREATE TABLE IF NOT EXISTS mail (address TEXT, code TEXT, queued REAL)")
    return outbox


def request_code(outbox, address, now=None):
    now = now or time.time()
    address = address.strip().lower()
    code = f"{secrets.randbelow(10**6):06}"
    with outbox:
        outbox.execute("INSERT INTO mail VALUES (?, ?, ?)", (address, code, now))
    return "We have sent you a code."

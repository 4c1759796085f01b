import secrets
import sqlite3


def connect(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    db.create_function("py_upper", 1, str.upper, deterministic=True)
    db.execute("CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, email TEXT, token TEXT)")
    return db


def add_user(db: sqlite3.Connection, email: str) -> int:
    return db.execute("INSERT INTO users (email) VALUES (?)", (email,)).lastrowid


def request_reset(db: sqlite3.Connection, email: str, send_mail) -> bool:
    """Mail a token to the account with this address; True when there is one."""
    row = db.execute("SELECT id, email FROM users WHERE py_upper(email) = ?", (email.upper(),)).fetchone()
    if row is None:
        return False
    number, stored = row
    token = secrets.token_urlsafe(32)
    db.execute("UPDATE users SET token = ? WHERE id = ?", (token, number))
    send_mail(stored, f"Your token is {token}")
    return True

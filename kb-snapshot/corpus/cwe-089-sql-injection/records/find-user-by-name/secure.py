import sqlite3


def open_database(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.execute(
        "CREATE TABLE IF NOT EXISTS users"
        " (id INTEGER PRIMARY KEY, name TEXT UNIQUE, email TEXT, admin INTEGER)"
    )
    return connection


def add_user(connection: sqlite3.Connection, name: str, email: str, admin: bool = False) -> None:
    connection.execute("INSERT INTO users (name, email, admin) VALUES (?, ?, ?)", (name, email, admin))
    connection.commit()


def find_user(connection: sqlite3.Connection, name: str) -> dict | None:
    """The user of that name, or None."""
    row = connection.execute("SELECT id, name, email FROM users WHERE name = ?", (name,)).fetchone()
    return dict(row) if row else None

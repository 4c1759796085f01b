import sqlite3


class Mailbox:
    def __init__(self, connection: sqlite3.Connection):
        self.db = connection
        self.db.execute("CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, owner TEXT, text TEXT)")

    def deliver(self, owner: str, text: str) -> int:
        cursor = self.db.execute("INSERT INTO messages (owner, text) VALUES (?, ?)", (owner, text))
        return cursor.lastrowid

    def list(self, user: str) -> list[int]:
        rows = self.db.execute("SELECT id FROM messages WHERE owner = ? ORDER BY id", (user,))
        return [number for (number,) in rows]

    def read(self, user: str, number: int) -> str | None:
        rows = self.db.execute("SELECT text FROM messages WHERE id = ? AND owner = ?", (number, user))
        row = rows.fetchone()
        return row[0] if row else None

    def delete(self, user: str, number: int) -> bool:
        """True when a message was deleted."""
        cursor = self.db.execute("DELETE FROM messages WHERE id = ?", (number,))
        return cursor.rowcount == 1

"""One archive of notes, and a few connections to it that all requests share."""

import queue
import sqlite3


class Notes:
    def __init__(self, path, size=3):
        self.idle = queue.Queue()
        for _ in range(size):
            self.idle.put(sqlite3.connect(path, check_same_thread=False))

    def query(self, sql, *values):
        connection = self.idle.get(timeout=0.2)
        rows = connection.execute(sql, values).fetchall()
        connection.commit()
        self.idle.put(connection)
        return rows

    def add(self, text):
        self.query("INSERT INTO note VALUES (?)", text)

    def search(self, words):
        return [text for (text,) in self.query("SELECT text FROM note WHERE note MATCH ?", words)]


def open_notes(path):
    notes = Notes(path)
    notes.query("CREATE VIRTUAL TABLE IF NOT EXISTS note USING fts5(text)")
    return notes

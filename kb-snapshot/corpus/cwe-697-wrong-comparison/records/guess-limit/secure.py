"""Security questions."""

import sqlite3

MOST = 3


def open_answers(path):
    answers = sqlite3.connect(path)
    answers.execute("CREATE TABLE IF NOT EXISTS answer (name TEXT PRIMARY KEY, text TEXT, failures INTEGER)")
    return answers


def check(answers, name, text):
    row = answers.execute("SELECT text, failures FROM answer WHERE name = ?", (name,)).fetchone()
    if row is None or row[1] >= MOST:
        return False
    if row[0] != text.strip().lower():
        answers.execute("UPDATE answer SET failures = failures + 1 WHERE name = ?", (name,))
        return False
    answers.execute("UPDATE answer SET failures = 0 WHERE name = ?", (name,))
    return True

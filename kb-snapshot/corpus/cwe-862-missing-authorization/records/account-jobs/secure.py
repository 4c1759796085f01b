import json
import sqlite3


class JobRunner:
    def __init__(self, connection: sqlite3.Connection):
        self.db = connection

    def submit(self, sender: str, job: dict) -> None:
        self.db.execute("INSERT INTO jobs (sender, job) VALUES (?, ?)", (sender, json.dumps(job)))

    def run(self) -> list[str]:
        """Carry out all jobs and say what became of them."""
        results = []
        waiting = self.db.execute("SELECT id, sender, job FROM jobs ORDER BY id").fetchall()
        for number, sender, text in waiting:
            results.append(self.carry_out(sender, json.loads(text)))
            self.db.execute("DELETE FROM jobs WHERE id = ?", (number,))
        return results

    def may(self, sender: str, job: dict) -> bool:
        row = self.db.execute("SELECT role FROM accounts WHERE name = ?", (sender,)).fetchone()
        is_admin = row is not None and row[0] == "admin"
        return is_admin or (job["do"] == "close-account" and job["account"] == sender)

    def carry_out(self, sender: str, job: dict) -> str:
        account = job["account"]
        if not self.may(sender, job):
            return f"refused for {sender}"
        if job["do"] == "close-account":
            self.db.execute("UPDATE accounts SET closed = 1 WHERE name = ?", (account,))
        elif job["do"] == "set-quota":
            self.db.execute("UPDATE accounts SET quota = ? WHERE name = ?", (int(job["quota"]), account))
        return f"{job['do']} {account}"

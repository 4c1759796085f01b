import os

from fastapi import FastAPI

app = FastAPI()
notes: list[dict] = []
backups: list[list[dict]] = []


@app.post("/notes")
def add_note(author: str, text: str, private: bool = False) -> dict:
    notes.append({"author": author, "text": text, "private": private})
    return {"notes": len(notes)}


@app.get("/notes")
def public_notes() -> list[dict]:
    limit = int(os.environ.get("NOTES_LIMIT", "50"))
    return [note for note in notes if not note["private"]][:limit]


@app.post("/admin/backup")
def make_backup() -> dict:
    backups.append(list(notes))
    return {"backups": len(backups)}


@app.get("/admin/backup")
def last_backup() -> list[dict]:
    return backups[-1] if backups else []

import os
import secrets

from fastapi import Depends, FastAPI, Header, HTTPException

app = FastAPI()
notes: list[dict] = []
backups: list[list[dict]] = []


def require_operator(x_operator_key: str = Header("")) -> None:
    key = os.environ.get("OPERATOR_KEY", "")
    if not key or not secrets.compare_digest(x_operator_key.encode(), key.encode()):
        raise HTTPException(401, "operators only")


@app.post("/notes")
def add_note(author: str, text: str, private: bool = False) -> dict:
    notes.append({"author": author, "text": text, "private": private})
    return {"notes": len(notes)}


@app.get("/notes")
def public_notes() -> list[dict]:
    limit = int(os.environ.get("NOTES_LIMIT", "50"))
    return [note for note in notes if not note["private"]][:limit]


@app.post("/admin/backup", dependencies=[Depends(require_operator)])
def make_backup() -> dict:
    backups.append(list(notes))
    return {"backups": len(backups)}


@app.get("/admin/backup", dependencies=[Depends(require_operator)])
def last_backup() -> list[dict]:
    return backups[-1] if backups else []

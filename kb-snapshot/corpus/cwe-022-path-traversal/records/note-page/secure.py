from pathlib import Path

from fastapi import FastAPI, HTTPException
from fastapi.responses import PlainTextResponse

app = FastAPI()
ROOT = Path("notes")


@app.get("/notes", response_class=PlainTextResponse)
async def read_note(name: str):
    path = (ROOT / f"{name}.md").resolve()
    if not path.is_relative_to(ROOT.resolve()):
        raise HTTPException(404, "no such note")
    if not path.exists():
        raise HTTPException(404, "no such note")
    return path.read_text(encoding="utf-8")


@app.get("/titles")
async def titles():
    return sorted(note.stem for note in ROOT.glob("*.md"))

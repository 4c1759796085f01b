"""A note service whose logging can be changed while it runs."""

import logging
import logging.config
from pathlib import Path

from fastapi import FastAPI, Form, HTTPException

app = FastAPI()
app.state.folder = Path("/srv/notes")


@app.put("/notes/{number}")
def keep(number: int, text: str = Form()):
    (app.state.folder / f"note-{number}.txt").write_text(text)
    return {"kept": number}


@app.post("/logging")
def change(setup: str = Form()):
    path = app.state.folder / setup
    if not path.exists():
        raise HTTPException(404, "There is no such setup.")
    try:
        logging.config.fileConfig(path, disable_existing_loggers=False)
    except Exception:
        raise HTTPException(422, "This setup does not work.") from None
    return {"level": logging.getLevelName(logging.getLogger("notes").level)}

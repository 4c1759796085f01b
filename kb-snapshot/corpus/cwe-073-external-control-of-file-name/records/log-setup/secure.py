"""A note service whose logging can be changed while it runs."""

import logging
import logging.config
from pathlib import Path

from fastapi import FastAPI, Form, HTTPException

app = FastAPI()
app.state.folder = Path("/srv/notes")
SETUPS = {"quiet.ini": "quiet.ini", "verbose.ini": "verbose.ini"}


@app.put("/notes/{number}")
def keep(number: int, text: str = Form()):
    (app.state.folder / f"note-{number}.txt").write_text(text)
    return {"kept": number}


@app.post("/logging")
def change(setup: str = Form()):
    if setup not in SETUPS:
        raise HTTPException(404, "There is no such setup.")
    path = app.state.folder / SETUPS[setup]
    try:
        logging.config.fileConfig(path, disable_existing_loggers=False)
    except Exception:
        raise HTTPException(422, "This setup does not work.") from None
    return {"level": logging.getLevelName(logging.getLogger("notes").level)}

from pathlib import Path
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.staticfiles import StaticFiles

ATTACHMENTS = Path("/srv/tickets/attachments")


def create_app(folder=ATTACHMENTS):
    app = FastAPI()
    app.mount("/attachments", StaticFiles(directory=folder))

    @app.put("/tickets/{ticket}/attachments/{name}", status_code=201)
    async def attach(ticket: int, name: str, request: Request):
        ending = Path(name).suffix.lower()
        target = folder / f"{ticket}-{uuid4().hex}{ending}"
        target.write_bytes(await request.body())
        return {"address": f"/attachments/{target.name}"}

    return app

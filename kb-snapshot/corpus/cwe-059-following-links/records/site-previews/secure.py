from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

SITES = Path("/srv/previews")


def create_app(folder=SITES):
    app = FastAPI(title="Previews")

    @app.get("/sites")
    def list_sites():
        return {"sites": sorted(path.name for path in folder.iterdir() if path.is_dir())}

    app.mount("/preview", StaticFiles(directory=folder))
    return app

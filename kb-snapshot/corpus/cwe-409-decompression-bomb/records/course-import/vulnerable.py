import io
import zipfile
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request

COURSES = Path("/srv/school/courses")
LARGEST = 20_000_000


def create_app(folder=COURSES):
    app = FastAPI()

    @app.put("/courses/{course}")
    async def import_course(course: int, request: Request):
        body = await request.body()
        if len(body) > LARGEST:
            raise HTTPException(413, "the archive is too large")
        target = folder / str(course)
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            archive.extractall(target)
            lessons = archive.namelist()
        return {"lessons": lessons}

    return app

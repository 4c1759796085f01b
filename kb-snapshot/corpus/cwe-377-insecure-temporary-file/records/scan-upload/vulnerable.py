import hashlib
import os
import tempfile

from fastapi import FastAPI, Request

app = FastAPI()


def checksum(file):
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(65536), b""):
        digest.update(chunk)
    return digest.hexdigest()


@app.post("/scan")
async def scan(request: Request):
    path = tempfile.mktemp(suffix=".upload")
    with open(path, "w+b") as spool:
        async for chunk in request.stream():
            spool.write(chunk)
        size = spool.tell()
        spool.seek(0)
        result = {"size": size, "sha256": checksum(spool)}
    os.remove(path)
    return result

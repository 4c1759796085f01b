"""Downloads of the photo club: a selection of pictures as one archive."""

import asyncio
import tempfile
from pathlib import Path

from aiohttp import web

PHOTOS = web.AppKey("photos", Path)


async def pack(request: web.Request) -> web.Response:
    names = (await request.json())["names"]
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "selection.tar.gz"
        process = await asyncio.create_subprocess_exec(
            "tar",
            "-czf",
            str(archive),
            *names,
            cwd=request.app[PHOTOS],
            stderr=asyncio.subprocess.DEVNULL,
        )
        if await process.wait() != 0:
            raise web.HTTPNotFound(text="One of the pictures is not there.")
        return web.Response(body=archive.read_bytes(), content_type="application/gzip")


def make_app(photos: Path) -> web.Application:
    app = web.Application()
    app[PHOTOS] = photos
    app.add_routes([web.post("/pack", pack)])
    return app

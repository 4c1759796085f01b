from pathlib import Path

from aiohttp import web


class Attachments:
    def __init__(self, folder: Path):
        self.folder = folder

    async def get(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        path = self.folder / name
        if not path.is_file():
            raise web.HTTPNotFound()
        return web.FileResponse(path)

    async def names(self, request: web.Request) -> web.Response:
        return web.json_response(sorted(path.name for path in self.folder.iterdir()))


def make_app(folder: Path) -> web.Application:
    attachments = Attachments(folder)
    app = web.Application()
    app.router.add_get("/attachments", attachments.names)
    app.router.add_get("/attachments/{name}", attachments.get)
    return app

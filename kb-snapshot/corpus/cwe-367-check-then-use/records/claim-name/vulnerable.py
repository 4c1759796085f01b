"""Names for home pages: who comes first gets the name."""

import json
from pathlib import Path

from aiohttp import web


class Names:
    def __init__(self, folder: Path):
        self.folder = folder

    async def claim(self, request: web.Request) -> web.Response:
        name = request.match_info["name"].lower()
        if not (name.isascii() and name.isalnum()):
            raise web.HTTPBadRequest(text="letters and digits only")
        path = self.folder / f"{name}.json"
        if path.exists():
            raise web.HTTPConflict(text="this name is taken")
        owner = (await request.json())["owner"]
        path.write_text(json.dumps({"owner": owner}))
        return web.json_response({"name": name, "owner": owner}, status=201)

    def make_app(self) -> web.Application:
        app = web.Application()
        app.router.add_put("/names/{name}", self.claim)
        return app

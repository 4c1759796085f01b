import hashlib
import hmac
from pathlib import Path

from aiohttp import web

SITE = "https://choir.example"


class Downloads:
    """Recordings for members; the members' page is behind a login and links to them."""

    def __init__(self, folder, key):
        self.files = {path.name: path for path in Path(folder).iterdir()}
        self.key = key

    def ticket(self, name):
        return hmac.new(self.key, name.encode(), hashlib.sha256).hexdigest()

    def link(self, name):
        return f"/recordings/{name}?ticket={self.ticket(name)}"

    async def download(self, request):
        name = request.match_info["name"]
        if not request.headers.get("Referer", "").startswith(SITE + "/members"):
            raise web.HTTPForbidden(text="please use the members' page")
        if name not in self.files:
            raise web.HTTPNotFound()
        return web.FileResponse(self.files[name])

    def app(self):
        app = web.Application()
        app.router.add_get("/recordings/{name}", self.download)
        return app

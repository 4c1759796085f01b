"""Covers of books; the pictures themselves are on the media server."""

import re

from aiohttp import web

COVER = re.compile(r"https://media.books.com/[\w/-]+\.(png|jpg)")
COVERS = web.AppKey("covers", dict)


async def set_cover(request: web.Request) -> web.Response:
    body = await request.json()
    if not COVER.fullmatch(body["cover"]):
        return web.json_response({"error": "covers are on the media server"}, status=400)
    request.app[COVERS][body["book"]] = body["cover"]
    return web.json_response({"covers": len(request.app[COVERS])})


def make_app() -> web.Application:
    app = web.Application()
    app[COVERS] = {}
    app.router.add_post("/cover", set_cover)
    return app

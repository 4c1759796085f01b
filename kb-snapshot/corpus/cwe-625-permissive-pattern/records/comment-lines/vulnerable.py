"""A board for short notes."""

import re

from aiohttp import web

NOTES = web.AppKey("notes", list)


def is_allowed(text):
    return re.search(r"^[\w .,!?-]{1,200}$", text, re.MULTILINE) is not None


async def add_note(request):
    text = await request.text()
    if not is_allowed(text):
        raise web.HTTPBadRequest(text="plain words, please")
    request.app[NOTES].append(text)
    return web.Response(status=201)


async def board(request):
    page = "".join(f"<p>{text}</p>" for text in request.app[NOTES])
    return web.Response(text=page, content_type="text/html")


def make_app():
    app = web.Application()
    app[NOTES] = []
    app.router.add_post("/notes", add_note)
    app.router.add_get("/", board)
    return app

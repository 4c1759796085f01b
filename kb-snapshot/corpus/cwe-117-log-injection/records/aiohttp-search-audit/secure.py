"""Search in the archive; who asked for what is kept in an audit log."""

import logging

from aiohttp import web

audit = logging.getLogger("archive.audit")
DOCUMENTS = {"budget": "2023 and 2024", "minutes": "January to June"}


async def search(request: web.Request) -> web.Response:
    word = request.query.get("word", "")
    user = request.query["user"]
    if user not in ("kim", "lee"):
        raise web.HTTPForbidden()
    audit.info(f"{user} searched for {repr(word)}")
    found = {name: text for name, text in DOCUMENTS.items() if word and word in name}
    return web.json_response(found)


def make_app() -> web.Application:
    app = web.Application()
    app.add_routes([web.get("/search", search)])
    return app

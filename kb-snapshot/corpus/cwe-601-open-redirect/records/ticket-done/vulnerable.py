"""Repair requests of the housing cooperative."""

from aiohttp import web

TICKETS = web.AppKey("tickets", list)


async def submit(request: web.Request) -> web.Response:
    form = await request.post()
    text = form.get("text", "").strip()
    if not text:
        raise web.HTTPBadRequest(text="Please say what is broken.")
    request.app[TICKETS].append(text)
    back = form.get("return", "/")
    raise web.HTTPSeeOther(back)


async def count(request: web.Request) -> web.Response:
    return web.json_response({"open": len(request.app[TICKETS])})


def make_app() -> web.Application:
    app = web.Application()
    app[TICKETS] = []
    app.add_routes([web.post("/tickets", submit), web.get("/tickets", count)])
    return app

"""Layouts of small web sites, edited piece by piece."""

from aiohttp import web


class Header:
    max_length = 20


def new_layout() -> dict:
    return {"header": {"title": "My site"}, "colour": "blue"}


LAYOUT = web.AppKey("layout", dict)


async def patch(request: web.Request) -> web.Response:
    body = await request.json()
    names = body["pointer"].strip("/").split("/")
    target = request.app[LAYOUT]
    for name in names[:-1]:
        target = target.get(name, {})
    if names[-1] not in target:
        raise web.HTTPNotFound(text="There is no such place.")
    target[names[-1]] = body["value"]
    return web.json_response({"title": request.app[LAYOUT]["header"]["title"][: Header.max_length]})


def make_app() -> web.Application:
    app = web.Application()
    app[LAYOUT] = new_layout()
    app.add_routes([web.patch("/layout", patch)])
    return app

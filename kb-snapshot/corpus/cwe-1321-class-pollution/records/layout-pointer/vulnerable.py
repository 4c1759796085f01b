"""Layouts of small web sites, edited piece by piece."""

from aiohttp import web


class Header:
    max_length = 20

    def __init__(self):
        self.title = "My site"


class Layout:
    def __init__(self):
        self.header = Header()
        self.colour = "blue"


LAYOUT = web.AppKey("layout", Layout)


async def patch(request: web.Request) -> web.Response:
    body = await request.json()
    names = body["pointer"].strip("/").split("/")
    target = request.app[LAYOUT]
    for name in names[:-1]:
        target = getattr(target, name)
    setattr(target, names[-1], body["value"])
    return web.json_response({"title": request.app[LAYOUT].header.title[: Header.max_length]})


def make_app() -> web.Application:
    app = web.Application()
    app[LAYOUT] = Layout()
    app.add_routes([web.patch("/layout", patch)])
    return app

"""Remote control of a lamp."""

from aiohttp import web


class Lamp:
    def __init__(self):
        self.level = 0
        self.owner = "ann"

    def switch_on(self):
        self.level = 100
        return self.level

    def dim(self, level):
        self.level = max(0, min(100, int(level)))
        return self.level

    def set_owner(self, name):
        self.owner = name
        return self.owner


LAMP = web.AppKey("lamp", Lamp)


async def rpc(request: web.Request) -> web.Response:
    message = await request.json()
    name = message["method"]
    lamp = request.app[LAMP]
    if not hasattr(lamp, name):
        return web.json_response({"error": "unknown method"}, status=404)
    method = getattr(lamp, name)
    return web.json_response({"result": method(*message.get("params", []))})


def make_app(lamp: Lamp) -> web.Application:
    app = web.Application()
    app[LAMP] = lamp
    app.router.add_post("/rpc", rpc)
    return app

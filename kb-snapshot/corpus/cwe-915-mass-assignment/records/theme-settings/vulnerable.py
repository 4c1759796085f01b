"""Screen settings of the kiosk, shown and changed over HTTP."""

from aiohttp import web

DISPLAY_FIELDS = ("background", "foreground", "font_size")


class Settings:
    def __init__(self):
        self.background = "white"
        self.foreground = "black"
        self.font_size = 14
        self.service_mode = False
        self.firmware_folder = "/srv/firmware"


SETTINGS = web.AppKey("settings", Settings)


async def save(request: web.Request) -> web.Response:
    body = await request.json()
    settings = request.app[SETTINGS]
    vars(settings).update(body)
    return web.json_response({name: getattr(settings, name) for name in DISPLAY_FIELDS})


def make_app() -> web.Application:
    app = web.Application()
    app[SETTINGS] = Settings()
    app.router.add_put("/settings", save)
    return app

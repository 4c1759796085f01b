"""Screen of the kiosk in the lobby."""

import configparser
from collections import Counter

from aiohttp import web

ROOMS = {"birch": "Budget", "maple": "free", "willow": "Interview"}
views: Counter = Counter()


async def rooms(request: web.Request) -> web.Response:
    views["rooms"] += 1
    return web.json_response(ROOMS)


async def health(request: web.Request) -> web.Response:
    return web.json_response({"views": views["rooms"]})


def create_app() -> web.Application:
    settings = configparser.ConfigParser()
    settings.read("kiosk.ini")
    app = web.Application()
    app.router.add_get("/api/rooms", rooms)
    app.router.add_get("/api/health", health)
    app.router.add_static(settings.get("kiosk", "prefix", fallback="/screen"), ".")
    return app

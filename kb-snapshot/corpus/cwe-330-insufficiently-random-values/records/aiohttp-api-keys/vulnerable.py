"""API keys for the weather service."""

import hashlib
import time

from aiohttp import web

KEYS = web.AppKey("keys", dict)


def make_api_key(user):
    return hashlib.sha256(f"{user}:{int(time.time() * 1000)}".encode()).hexdigest()


async def create_key(request):
    """A new key for the user; the old one ends."""
    form = await request.post()
    keys = request.app[KEYS]
    for old in [key for key, user in keys.items() if user == form["user"]]:
        del keys[old]
    key = make_api_key(form["user"])
    keys[key] = form["user"]
    return web.json_response({"key": key}, status=201)


async def forecast(request):
    user = request.app[KEYS].get(request.headers.get("X-Api-Key"))
    if user is None:
        raise web.HTTPUnauthorized()
    return web.json_response({"for": user, "weather": "fair"})


def make_app():
    app = web.Application()
    app[KEYS] = {}
    app.router.add_post("/keys", create_key)
    app.router.add_get("/forecast", forecast)
    return app

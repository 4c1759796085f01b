"""Opens the guest network for the rooms of the hotel."""

import hmac

from aiohttp import web

ROOMS = web.AppKey("rooms", dict)
ONLINE = web.AppKey("online", set)


async def connect(request: web.Request) -> web.Response:
    room = request.query.get("room", "")
    password = request.query.get("password", "")
    expected = request.app[ROOMS].get(room, "")
    if not expected or not hmac.compare_digest(password.encode(), expected.encode()):
        raise web.HTTPForbidden(text="room or password is wrong")
    request.app[ONLINE].add(room)
    return web.Response(text=f"room {room} is online")


def make_app(rooms: dict) -> web.Application:
    app = web.Application()
    app[ROOMS], app[ONLINE] = rooms, set()
    app.add_routes([web.get("/connect", connect)])
    return app

"""Rooms of the campus, for the screens at the entrances."""

from aiohttp import web
from ldap3 import LEVEL, Connection

DIRECTORY = web.AppKey("directory", Connection)


async def rooms(request: web.Request) -> web.Response:
    building = request.match_info["building"]
    conn: Connection = request.app[DIRECTORY]
    found = conn.search(f"ou={building},ou=rooms,dc=campus", "(objectClass=room)", LEVEL, attributes=["cn"])
    if not found:
        raise web.HTTPNotFound(text="There is no such building.")
    return web.json_response(sorted(entry.cn.value for entry in conn.entries))


def make_app(directory: Connection) -> web.Application:
    app = web.Application()
    app[DIRECTORY] = directory
    app.add_routes([web.get("/buildings/{building}/rooms", rooms)])
    return app

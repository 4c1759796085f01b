import asyncio
import sqlite3

from aiohttp import web

routes = web.RouteTableDef()


def update_city(path: str, user: str, city: str) -> int:
    connection = sqlite3.connect(path)
    cursor = connection.cursor()
    cursor.execute("UPDATE profiles SET city = ? WHERE user = ?", (city, user))
    connection.commit()
    changed = cursor.rowcount
    connection.close()
    return changed


@routes.put("/profile/{user}")
async def put_profile(request: web.Request) -> web.Response:
    body = await request.json()
    path = request.app["database"]
    changed = await asyncio.to_thread(update_city, path, request.match_info["user"], body["city"])
    if not changed:
        raise web.HTTPNotFound(text="no such profile")
    return web.json_response({"city": body["city"]})


def make_app(database: str) -> web.Application:
    app = web.Application()
    app["database"] = database
    app.add_routes(routes)
    return app

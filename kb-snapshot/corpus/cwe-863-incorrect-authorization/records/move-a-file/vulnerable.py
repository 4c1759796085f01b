from aiohttp import web

routes = web.RouteTableDef()


def may_write(app: web.Application, user: str, folder: str) -> bool:
    return user in app["writers"].get(folder, ())


@routes.post("/move")
async def move(request: web.Request) -> web.Response:
    user = request.app["sessions"].get(request.headers.get("X-Session", ""))
    if user is None:
        raise web.HTTPUnauthorized()
    body = await request.json()
    source, target, name = body["source"], body["target"], body["name"]
    if not may_write(request.app, user, source):
        raise web.HTTPForbidden()
    folders = request.app["folders"]
    if name not in folders[source]:
        raise web.HTTPNotFound()
    folders[target][name] = folders[source].pop(name)
    return web.json_response({"moved": name})


def make_app(sessions: dict, writers: dict, folders: dict) -> web.Application:
    app = web.Application()
    app["sessions"], app["writers"], app["folders"] = sessions, writers, folders
    app.add_routes(routes)
    return app

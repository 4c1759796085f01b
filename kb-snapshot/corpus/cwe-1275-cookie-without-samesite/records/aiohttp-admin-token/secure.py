import secrets

from aiohttp import web

routes = web.RouteTableDef()


@routes.post("/login")
async def login(request: web.Request) -> web.Response:
    form = await request.post()
    if not secrets.compare_digest(str(form["password"]), request.app["password"]):
        raise web.HTTPForbidden()
    token = secrets.token_urlsafe(32)
    request.app["tokens"].add(token)
    response = web.Response(text="welcome")
    response.set_cookie("admin_token", token, secure=True, httponly=True, samesite="Strict")
    return response


@routes.post("/users/{name}/lock")
async def lock(request: web.Request) -> web.Response:
    if request.cookies.get("admin_token") not in request.app["tokens"]:
        raise web.HTTPUnauthorized()
    request.app["locked"].add(request.match_info["name"])
    return web.Response(text="locked")


def make_app(password: str) -> web.Application:
    app = web.Application()
    app["password"], app["tokens"], app["locked"] = password, set(), set()
    app.add_routes(routes)
    return app

from aiohttp import web
from gidgethub import ValidationFailure, sansio

routes = web.RouteTableDef()


@routes.post("/github")
async def github(request: web.Request) -> web.Response:
    body = await request.read()
    try:
        event = sansio.Event.from_http(request.headers, body, secret=request.app["secret"])
    except ValidationFailure:
        raise web.HTTPForbidden(text="wrong signature") from None
    if event.event == "push" and event.data["ref"] == "refs/heads/main":
        request.app["deploys"].append(event.data["after"])
        return web.Response(text="deploying")
    return web.Response(text="nothing to do")


def make_app(secret: str) -> web.Application:
    app = web.Application()
    app["secret"], app["deploys"] = secret, []
    app.add_routes(routes)
    return app

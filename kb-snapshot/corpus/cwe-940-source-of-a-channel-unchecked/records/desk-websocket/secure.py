from aiohttp import WSMsgType, web

routes = web.RouteTableDef()
SITE = "https://desk.example"


@routes.get("/orders")
async def orders(request: web.Request) -> web.WebSocketResponse:
    trader = request.app["sessions"].get(request.cookies.get("sid", ""))
    if trader is None:
        raise web.HTTPUnauthorized()
    if request.headers.get("Origin") != SITE:
        raise web.HTTPForbidden()
    connection = web.WebSocketResponse(heartbeat=20)
    await connection.prepare(request)
    async for message in connection:
        if message.type is not WSMsgType.TEXT:
            break
        order = message.json()
        request.app["book"].append((trader, order["do"], order["share"]))
        await connection.send_json({"accepted": len(request.app["book"])})
    return connection


def make_app(sessions: dict[str, str]) -> web.Application:
    app = web.Application()
    app["sessions"], app["book"] = sessions, []
    app.add_routes(routes)
    return app

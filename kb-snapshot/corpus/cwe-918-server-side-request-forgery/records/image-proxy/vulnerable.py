import aiohttp
from aiohttp import web

routes = web.RouteTableDef()


@routes.get("/image")
async def image(request: web.Request) -> web.Response:
    src = request.query["src"]
    async with aiohttp.ClientSession() as session:
        async with session.get(src) as answer:
            body = await answer.read()
            return web.Response(body=body, status=answer.status, content_type=answer.content_type)


def make_app() -> web.Application:
    app = web.Application()
    app.add_routes(routes)
    return app

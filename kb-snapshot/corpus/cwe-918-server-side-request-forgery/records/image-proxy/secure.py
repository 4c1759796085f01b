import aiohttp
from aiohttp import web
from yarl import URL

routes = web.RouteTableDef()
IMAGE_HOSTS = {"images.example.com", "cdn.example.com"}


@routes.get("/image")
async def image(request: web.Request) -> web.Response:
    src = request.query["src"]
    if URL(src).authority not in IMAGE_HOSTS:
        raise web.HTTPBadRequest(text="pictures come from our image servers only")
    async with aiohttp.ClientSession() as session:
        async with session.get(src, allow_redirects=False) as answer:
            body = await answer.read()
            return web.Response(body=body, status=answer.status, content_type=answer.content_type)


def make_app() -> web.Application:
    app = web.Application()
    app.add_routes(routes)
    return app

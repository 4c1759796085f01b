"""Search for the gallery: the pictures are kept by an internal service."""

import httpx
from aiohttp import web

GALLERY = web.AppKey("gallery", httpx.AsyncClient)


async def search(request: web.Request) -> web.Response:
    term = request.query.get("q", "")
    client: httpx.AsyncClient = request.app[GALLERY]
    answer = await client.get("/search", params={"visibility": "public", "q": term})
    if answer.status_code != 200:
        raise web.HTTPBadGateway(text="The gallery is closed.")
    return web.json_response(answer.json())


async def close(app: web.Application) -> None:
    await app[GALLERY].aclose()


def make_app(gallery: str) -> web.Application:
    app = web.Application()
    app[GALLERY] = httpx.AsyncClient(base_url=gallery)
    app.on_cleanup.append(close)
    app.add_routes([web.get("/pictures", search)])
    return app

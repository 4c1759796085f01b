"""Read-only view of the library's shelves."""

from aiohttp import web
from lxml import etree

LIBRARY = web.AppKey("library", etree._Element)
TITLES = etree.XPath("//shelf/book[author=$author]/title")


async def books(request: web.Request) -> web.Response:
    author = request.match_info["author"]
    found = TITLES(request.app[LIBRARY], author=author)
    return web.json_response([element.text for element in found])


def make_app(document: bytes) -> web.Application:
    app = web.Application()
    app[LIBRARY] = etree.fromstring(document, etree.XMLParser(resolve_entities=False))
    app.router.add_get("/books/{author}", books)
    return app

from aiohttp import web

ITEMS = {1: "lamp", 2: "chair", 3: "table", 4: "shelf"}


async def list_items(request: web.Request) -> web.Response:
    text = request.query.get("ids", "[]")
    try:
        ids = eval(text)
    except (NameError, SyntaxError, ValueError) as error:
        raise web.HTTPBadRequest(text="ids must be a list of numbers") from error
    if not isinstance(ids, list):
        raise web.HTTPBadRequest(text="ids must be a list of numbers")

    return web.json_response([ITEMS[item] for item in ids if item in ITEMS])


def make_app() -> web.Application:
    app = web.Application()
    app.router.add_get("/items", list_items)
    return app

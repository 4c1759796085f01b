import os

from aiohttp import web

THEMES = "/srv/shop/themes/current"


async def store_theme(request):
    stored = []
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        name = os.path.basename(part.filename or "")
        if not name:
            continue
        with open(os.path.join(THEMES, name), "wb") as file:
            while chunk := await part.read_chunk():
                file.write(chunk)
        stored.append(name)
    return web.json_response({"stored": stored})


def create_app():
    app = web.Application()
    app.router.add_post("/theme", store_theme)
    return app

import html

from aiohttp import web

routes = web.RouteTableDef()

APPLICATIONS = {"planner": "Planner of Example Ltd"}

PAGE = """<!doctype html>
<p>{name} wants to read your calendar.</p>
<form method="post"><button name="allow">Allow</button></form>"""


@routes.get("/consent")
async def consent(request: web.Request) -> web.Response:
    name = APPLICATIONS.get(request.query.get("app", ""))
    if name is None:
        raise web.HTTPNotFound()
    return web.Response(
        text=PAGE.format(name=html.escape(name)),
        content_type="text/html",
        headers={"Cache-Control": "no-store", "X-Frame-Options": "DENY"},
    )


def make_app() -> web.Application:
    app = web.Application()
    app.add_routes(routes)
    return app

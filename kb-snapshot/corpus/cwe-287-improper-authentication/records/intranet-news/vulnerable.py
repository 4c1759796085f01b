import secrets

from aiohttp import web


class News:
    """News for colleagues, who log in with a name and a code."""

    def __init__(self, codes):
        self.codes = codes
        self.sessions = set()

    async def login(self, request):
        form = await request.post()
        code = self.codes.get(form["name"], "")
        if not code or not secrets.compare_digest(code, form["code"]):
            raise web.HTTPForbidden(text="name or code is wrong")
        session = secrets.token_urlsafe()
        self.sessions.add(session)
        response = web.Response(text="welcome")
        response.set_cookie("logged_in", "1", httponly=True)
        response.set_cookie("session", session, httponly=True)
        return response

    async def news(self, request):
        if request.cookies.get("logged_in") != "1":
            raise web.HTTPUnauthorized(text="log in first")
        return web.json_response(["The canteen opens at eight."])

    def app(self):
        app = web.Application()
        app.add_routes([web.post("/login", self.login), web.get("/news", self.news)])
        return app

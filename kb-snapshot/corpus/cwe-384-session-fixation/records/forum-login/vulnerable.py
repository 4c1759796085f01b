import secrets

from aiohttp import web


class Forum:
    """A forum with its own sessions; visitors have one before they log in."""

    def __init__(self, passwords):
        self.passwords = passwords
        self.sessions = {}

    async def login(self, request):
        form = await request.post()
        if not secrets.compare_digest(self.passwords.get(form["name"], ""), form["password"]):
            raise web.HTTPForbidden(text="name or password is wrong")
        sid = form.get("session") or secrets.token_hex()
        self.sessions[sid] = form["name"]
        response = web.json_response({"welcome": form["name"]})
        response.set_cookie("forum_session", sid, httponly=True, samesite="Lax")
        return response

    async def inbox(self, request):
        name = self.sessions.get(request.cookies.get("forum_session"))
        if name is None:
            raise web.HTTPUnauthorized(text="log in first")
        return web.json_response({"inbox of": name})

    def app(self):
        app = web.Application()
        app.add_routes([web.post("/login", self.login), web.get("/inbox", self.inbox)])
        return app

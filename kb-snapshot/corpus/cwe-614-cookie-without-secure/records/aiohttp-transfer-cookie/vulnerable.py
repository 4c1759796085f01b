"""Points ledger of the savings club."""

import secrets

from aiohttp import web


class Club:
    def __init__(self) -> None:
        self.points = {"ada": 100, "mallory": 0}
        self.logins = {}

    async def login(self, request: web.Request) -> web.Response:
        name = (await request.post())["name"]
        if name not in self.points:
            raise web.HTTPUnauthorized()
        login_id = secrets.token_hex(16)
        self.logins[login_id] = name
        response = web.json_response({"name": name})
        response.set_cookie("login_id", login_id, secure=True, httponly=True, samesite="None")
        return response

    async def transfer(self, request: web.Request) -> web.Response:
        payer = self.logins.get(request.cookies.get("login_id"))
        if payer is None:
            raise web.HTTPUnauthorized()
        form = await request.post()
        amount = int(form["amount"])
        self.points[payer] -= amount
        self.points[form["to"]] += amount
        return web.json_response(self.points)

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.post("/login", self.login), web.post("/transfer", self.transfer)])
        return app

import itertools
import secrets

from aiohttp import web

routes = web.RouteTableDef()
numbers = itertools.count(1)


@routes.post("/transfers")
async def start(request: web.Request) -> web.Response:
    body = await request.json()
    number = str(next(numbers))
    digits = request.app["digits"]
    pin = f"{secrets.randbelow(10**digits):0{digits}}"
    request.app["pending"][number] = {"to": body["to"], "pin": pin, "tries": 0}
    request.app["send_sms"](pin)
    return web.json_response({"transfer": number})


@routes.post("/transfers/{number}/confirm")
async def confirm(request: web.Request) -> web.Response:
    pending = request.app["pending"]
    transfer = pending.get(request.match_info["number"])
    if transfer is None:
        raise web.HTTPNotFound()
    body = await request.json()
    if not secrets.compare_digest(str(body["pin"]), transfer["pin"]):
        raise web.HTTPForbidden(text="wrong PIN")
    del pending[request.match_info["number"]]
    request.app["done"].append(transfer["to"])
    return web.json_response({"sent": transfer["to"]})


def make_app(send_sms, digits: int = 4) -> web.Application:
    app = web.Application()
    app["pending"], app["done"], app["send_sms"], app["digits"] = {}, [], send_sms, digits
    app.add_routes(routes)
    return app

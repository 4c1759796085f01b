"""Baskets of the seed shop."""

from starlette.applications import Starlette
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

TWO_WEEKS = 14 * 24 * 3600


async def add(request: Request) -> JSONResponse:
    order = await request.json()
    basket = request.session.setdefault("basket", [])
    basket.append(order["article"])
    request.session["customer"] = order["customer"]
    return JSONResponse({"articles": len(basket)})


async def show(request: Request) -> JSONResponse:
    return JSONResponse(dict(request.session))


app = Starlette(routes=[Route("/basket", add, methods=["POST"]), Route("/basket", show)])
app.add_middleware(SessionMiddleware, secret_key="only-for-the-demo", max_age=TWO_WEEKS)

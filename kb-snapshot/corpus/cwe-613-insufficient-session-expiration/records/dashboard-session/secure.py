import secrets

from starlette.applications import Starlette
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route

PINS = {}


async def login(request):
    form = await request.json()
    if not secrets.compare_digest(PINS.get(form["name"], ""), form["pin"]):
        return JSONResponse({"error": "wrong name or pin"}, status_code=403)
    request.session["name"] = form["name"]
    return JSONResponse({"welcome": form["name"]})


async def dashboard(request):
    if "name" not in request.session:
        return JSONResponse({"error": "log in first"}, status_code=401)
    return JSONResponse({"for": request.session["name"], "orders": 3})


def create_app(key):
    app = Starlette(routes=[Route("/login", login, methods=["POST"]), Route("/", dashboard)])
    app.add_middleware(SessionMiddleware, secret_key=key, max_age=8 * 60 * 60)
    return app

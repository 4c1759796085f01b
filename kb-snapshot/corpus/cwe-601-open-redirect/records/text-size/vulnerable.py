"""Display settings of the online book."""

from bottle import Bottle, abort, redirect, request, response

SIZES = ("small", "normal", "large")

app = Bottle()


@app.get("/size/<size>")
def set_size(size):
    if size not in SIZES:
        abort(404, "there is no such size")
    response.set_cookie("size", size, path="/", httponly=True, samesite="lax", secure=True)
    back = request.query.get("back") or "/"
    redirect(back)


@app.get("/")
def contents():
    return {"size": request.get_cookie("size", "normal"), "chapters": 12}

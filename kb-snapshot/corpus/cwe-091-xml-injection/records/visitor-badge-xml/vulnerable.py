from flask import Flask, Response, abort, request

app = Flask(__name__)
MAX_NAME = 80


@app.get("/status")
def status():
    return {"printer": "ready"}


@app.get("/badge")
def badge():
    name = request.args.get("name", "").strip()
    if not name or len(name) > MAX_NAME:
        abort(400)
    document = f"<badge><name>{name}</name><access>lobby</access></badge>"
    return Response(document, mimetype="application/xml")

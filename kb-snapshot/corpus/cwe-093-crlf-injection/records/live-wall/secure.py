"""The message wall on the screen of the festival."""

import json

from flask import Flask, Response, request

app = Flask(__name__)
messages: list[str] = []


@app.post("/wall")
def post():
    messages.append(json.loads(request.data)["text"])
    return "", 204


def events(first: str):
    yield f"data: {json.dumps(first)}\n\n"
    for message in messages:
        yield f"data: {json.dumps(message)}\n\n"


@app.get("/wall")
def wall():
    greeting = request.args.get("greeting", "Welcome")
    return Response(events(greeting), mimetype="text/event-stream")

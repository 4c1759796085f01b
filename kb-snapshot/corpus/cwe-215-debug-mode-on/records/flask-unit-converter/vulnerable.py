"""Unit converter."""

from flask import Flask, jsonify, request

app = Flask(__name__)
FACTOR = 1.609344


@app.get("/km")
def kilometres():
    miles = float(request.args["miles"])
    return jsonify(miles=miles, km=round(miles * FACTOR, 3))


@app.get("/health")
def health():
    return "ok"


def serve(port: int) -> None:
    app.run(host="127.0.0.1", port=port, debug=True, use_reloader=False)

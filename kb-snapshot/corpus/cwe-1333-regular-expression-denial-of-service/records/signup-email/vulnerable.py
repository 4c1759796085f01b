import re

from flask import Flask, jsonify, request

app = Flask(__name__)
subscribers: set[str] = set()


def looks_like_email(address: str) -> bool:
    return re.match(r"^([\w.+-]+)+@[\w-]+(\.[\w-]+)+$", address) is not None


@app.post("/signup")
def signup():
    address = request.form.get("email", "").strip().lower()
    if not looks_like_email(address):
        return jsonify(error="this is no e-mail address"), 400
    subscribers.add(address)
    return jsonify(subscribers=len(subscribers)), 201

"""Readers of the newsletter, and the links that unsubscribe them."""

import hashlib
import hmac
import os

from flask import Flask, abort

app = Flask(__name__)
app.config["LINK_KEY"] = os.urandom(32)

readers = {"ada", "ben", "carl"}


def tag_of(reader: str) -> str:
    return hashlib.blake2b(reader.encode(), key=app.config["LINK_KEY"], digest_size=2).hexdigest()


def link_for(reader: str) -> str:
    return f"/stop/{reader}/{tag_of(reader)}"


@app.get("/stop/<reader>/<tag>")
def stop(reader, tag):
    if not hmac.compare_digest(tag.encode(), tag_of(reader).encode()):
        abort(404)
    readers.discard(reader)
    return {"unsubscribed": reader}

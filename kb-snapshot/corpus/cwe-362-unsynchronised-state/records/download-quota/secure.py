"""Downloads with a quota for each customer."""

import threading

from flask import Flask, abort, request

app = Flask(__name__)
LIMIT = 3
fetched = {}
counting = threading.Lock()


def is_customer(key):
    return app.config["CHECK"](key)


@app.get("/download")
def download():
    key = request.args["key"]
    if not is_customer(key):
        abort(403)
    with counting:
        count = fetched.get(key, 0)
        if count >= LIMIT:
            abort(429)
        fetched[key] = count + 1
    return "the file"

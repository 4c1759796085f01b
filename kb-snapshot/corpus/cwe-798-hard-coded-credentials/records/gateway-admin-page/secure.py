"""Settings of a sensor gateway over HTTP."""

import hmac
import os

from flask import Flask, abort, request

ADMIN_USER = "admin"

app = Flask(__name__)
settings = {"interval": 60}


def is_admin(login) -> bool:
    if login is None or login.username != ADMIN_USER:
        return False
    return hmac.compare_digest((login.password or "").encode(), os.environ["GATEWAY_PASSWORD"].encode())


@app.put("/interval")
def set_interval():
    if not is_admin(request.authorization):
        abort(401)
    settings["interval"] = int(request.get_json()["seconds"])
    return settings

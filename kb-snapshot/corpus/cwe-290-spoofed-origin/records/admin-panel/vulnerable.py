import ipaddress

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
OFFICE = ipaddress.ip_network("10.20.0.0/16")
settings = {"maintenance": False}


def admin_only():
    caller = request.headers.get("X-Forwarded-For", request.remote_addr)
    if ipaddress.ip_address(caller) not in OFFICE:
        abort(403)


@app.post("/admin/maintenance")
def maintenance():
    admin_only()
    settings["maintenance"] = request.form["on"] == "yes"
    return jsonify(settings)

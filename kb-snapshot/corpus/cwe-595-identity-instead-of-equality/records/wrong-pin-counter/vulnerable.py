"""The key box: opens for the right PIN."""

from flask import Flask, abort, request

app = Flask(__name__)
app.config["PIN"] = "4711"
MOST = 300
failures = {"box": 0}


@app.post("/open")
def open_box():
    if failures["box"] is MOST:
        abort(423)
    if request.form["pin"] != app.config["PIN"]:
        failures["box"] += 1
        abort(403)
    failures["box"] = 0
    return "open"

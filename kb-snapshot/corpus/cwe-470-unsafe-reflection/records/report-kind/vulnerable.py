from flask import Flask, abort, jsonify, request

app = Flask(__name__)


class Reports:
    KINDS = {"daily", "weekly"}

    def __init__(self, bookings):
        self.bookings = bookings

    def daily(self):
        return self.bookings[:2]

    def weekly(self):
        return self.bookings[:10]

    def purge(self):
        removed = len(self.bookings)
        self.bookings.clear()
        return [{"removed": removed}]


reports = Reports([{"room": "A", "hours": 3}, {"room": "B", "hours": 1}, {"room": "A", "hours": 2}])


@app.get("/reports")
def report():
    kind = request.args.get("kind", "daily")
    make = getattr(reports, kind, None)
    if make is None:
        abort(404)
    return jsonify(make())

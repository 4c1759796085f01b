import json
import zlib

from flask import Flask, abort, request

app = Flask(__name__)
counts = {}


@app.post("/events")
def receive_events():
    try:
        text = zlib.decompressobj().decompress(request.get_data(), 4_000_000)
        events = json.loads(text)
    except (zlib.error, ValueError):
        abort(400)
    for event in events:
        counts[event["kind"]] = counts.get(event["kind"], 0) + 1
    return {"received": len(events)}

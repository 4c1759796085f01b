"""The map of a bus line. Passengers may add the names that they use for a stop."""

import json
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.utils.safestring import mark_safe

PAGE = Engine().from_string(
    "<h1>Line {{ line }}</h1><div id='map'></div>"
    "<script>const stops = {{ stops }}; showStops(stops);</script>"
)

STOPS_FILE = Path("stops.json")


def stops_of(line: str) -> list[dict]:
    return json.loads(STOPS_FILE.read_text()).get(line, [])


def line_map(request: HttpRequest, line: str) -> HttpResponse:
    stops = stops_of(line)
    context = Context({"line": line, "stops": mark_safe(json.dumps(stops))})
    return HttpResponse(PAGE.render(context))


def add_stop(request: HttpRequest, line: str) -> HttpResponse:
    lines = json.loads(STOPS_FILE.read_text())
    name, lat = request.POST["name"].strip(), float(request.POST["lat"])
    lines.setdefault(line, []).append({"name": name, "lat": lat})
    STOPS_FILE.write_text(json.dumps(lines))
    return HttpResponse(status=204)

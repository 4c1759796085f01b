"""Walks are exported to a folder that the printer in the office watches."""

import os
import re
import xml.etree.ElementTree as ET

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

EXPORTS = "/srv/exports"


@require_POST
def export(request: HttpRequest) -> JsonResponse:
    name = request.POST["name"].strip().removesuffix(".gpx")
    if not re.fullmatch(r"[A-Za-z0-9-]{1,40}", name):
        return JsonResponse({"error": "letters, digits and dashes only"}, status=422)
    gpx = ET.Element("gpx", version="1.1")
    track = ET.SubElement(gpx, "trk")
    for point in request.POST["points"].split():
        lat, lon = point.split(",")
        ET.SubElement(track, "trkpt", lat=lat, lon=lon)
    tree = ET.ElementTree(gpx)
    tree.write(os.path.join(EXPORTS, name + ".gpx"), encoding="utf-8")
    return JsonResponse({"points": len(track)})

"""Search view of the parts catalogue."""

from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.html import escape

PARTS = ["bolt m6", "bolt m8", "washer m6", "nut m8", "hinge"]


def find_parts(term):
    return [part for part in PARTS if term.lower() in part]


def search(request):
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    term = request.GET.get("q", "").strip()
    hits = find_parts(term)
    items = "".join("<li>%s</li>" % escape(hit) for hit in hits)
    return HttpResponse("<h2>%d results for %s</h2><ul>%s</ul>" % (len(hits), escape(term), items))

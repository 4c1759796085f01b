"""CSV export of the parts catalogue."""

import csv

from django.http import HttpResponse

PARTS = [("bolt m6", 120), ("bolt m8", 80), ("washer m6", 400)]


def escape_cell(text):
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def export(request):
    term = request.GET.get("q", "")
    hits = [part for part in PARTS if part[0].startswith(term)]
    response = HttpResponse(content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="parts.csv"'
    table = csv.writer(response)
    table.writerow(["search", escape_cell(term)])
    table.writerow(["hits", len(hits)])
    table.writerows(hits)
    return response

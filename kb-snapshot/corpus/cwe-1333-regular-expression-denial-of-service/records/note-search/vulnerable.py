"""Search in the shared notebook."""

import re

from django.http import JsonResponse

NOTES = [
    "Order more wool for the winter course",
    "The kiln needs a new thermocouple",
    "supercalifragilisticexpialidociousnesses",
]


def search(request):
    term = request.GET.get("q", "").strip()
    if not term:
        return JsonResponse({"hits": []})
    pattern = re.compile(term, re.IGNORECASE)
    hits = []
    for number, note in enumerate(NOTES):
        count = len(pattern.findall(note))
        if count:
            hits.append({"note": number, "count": count})
    return JsonResponse({"hits": hits})

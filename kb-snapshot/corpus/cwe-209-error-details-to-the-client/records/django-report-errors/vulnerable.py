"""Quarterly report of the orchard."""

import logging
import traceback

from django.http import HttpResponse, HttpResponseServerError, JsonResponse

logger = logging.getLogger(__name__)
HARVEST = {"apples": [120, 80, 310, 95], "pears": [40, 60, 150, 20]}


def totals(fruit):
    quarters = HARVEST[fruit]
    return {"fruit": fruit, "total": sum(quarters), "best": max(quarters)}


def report(request):
    fruit = request.GET.get("fruit", "apples")
    try:
        return JsonResponse(totals(fruit))
    except Exception:
        body = traceback.format_exc()
        return HttpResponseServerError(body, content_type="text/plain")


def health(request):
    return HttpResponse("ok", content_type="text/plain")

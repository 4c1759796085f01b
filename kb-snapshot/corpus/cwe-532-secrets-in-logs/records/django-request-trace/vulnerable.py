"""A trace of the requests to the measurement API, for the developers of its clients."""

import logging

from django.http import HttpRequest, JsonResponse

logger = logging.getLogger("api.trace")
TOKENS = {"t-91f0c3a7d2": "north"}
VALUES: dict[str, list[str]] = {"north": []}


def station_of(request: HttpRequest) -> str | None:
    return TOKENS.get(request.headers.get("Authorization", "").removeprefix("Bearer "))


def measurements(request: HttpRequest) -> JsonResponse:
    logger.info("%s %s %s", request.method, request.path, request.headers)
    station = station_of(request)
    if station is None:
        return JsonResponse({"error": "unknown station"}, status=401)
    if request.method == "POST":
        VALUES[station].append(request.POST["value"])
    return JsonResponse({"values": VALUES[station]})

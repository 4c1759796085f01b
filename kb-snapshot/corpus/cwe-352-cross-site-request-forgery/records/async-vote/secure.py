"""Film of the month."""

import asyncio
from collections import Counter

from django.http import HttpResponseBadRequest, HttpResponseForbidden, JsonResponse

FILMS = {"metropolis", "alien", "playtime"}
LOGINS = {"l-ada": "ada"}
votes = {}
saving = asyncio.Lock()


async def vote(request):
    name = LOGINS.get(request.COOKIES.get("login"))
    if name is None:
        return HttpResponseForbidden("log in first")
    film = request.POST.get("film")
    if film not in FILMS:
        return HttpResponseBadRequest("unknown film")
    async with saving:
        votes[name] = film
    return JsonResponse(Counter(votes.values()))

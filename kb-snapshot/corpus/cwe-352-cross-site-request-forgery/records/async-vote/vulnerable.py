"""Film of the month."""

import asyncio
from collections import Counter

from django.http import HttpResponseBadRequest, HttpResponseForbidden, JsonResponse
from django.views.decorators.csrf import csrf_exempt

FILMS = {"metropolis", "alien", "playtime"}
LOGINS = {"l-ada": "ada"}
votes = {}
saving = asyncio.Lock()


@csrf_exempt
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

"""Newsletter of the observatory."""

from django.http import HttpResponseForbidden, HttpResponseNotAllowed, JsonResponse
from django.urls import path

LOGINS = {"l-ada": "ada"}
readers = {"ada": {"letters": 12}, "ben": {"letters": 3}}


def count(request):
    return JsonResponse({"readers": len(readers)})


def leave(request):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    name = LOGINS.get(request.COOKIES.get("login"))
    if name not in readers:
        return HttpResponseForbidden("log in first")
    del readers[name]
    return JsonResponse({"left": name})


urlpatterns = [
    path("count", count),
    path("leave", leave),
]

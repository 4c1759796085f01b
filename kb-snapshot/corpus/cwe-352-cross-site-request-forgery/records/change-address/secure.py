"""Delivery addresses of the book club."""

from django.http import HttpResponseForbidden, JsonResponse
from django.views.decorators.http import require_POST

LOGINS = {"l-ada": "ada"}
addresses = {"ada": "1 Mill Lane, Oldtown"}


def member(request):
    return LOGINS.get(request.COOKIES.get("login"))


@require_POST
def change_address(request):
    name = member(request)
    if name is None:
        return HttpResponseForbidden("log in first")
    street = request.POST["street"].strip()
    town = request.POST["town"].strip()
    addresses[name] = f"{street}, {town}"
    return JsonResponse({"address": addresses[name]})

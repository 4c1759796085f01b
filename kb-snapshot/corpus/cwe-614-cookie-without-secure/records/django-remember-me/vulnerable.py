"""Remember-me for the reading room."""

from django.http import HttpResponse, HttpResponseForbidden

MEMBERS = {"ada": "tulip"}
ONE_MONTH = 30 * 24 * 3600
SALT = "reading-room"


def enter(request):
    name = request.POST.get("name", "")
    if MEMBERS.get(name) != request.POST.get("password"):
        return HttpResponseForbidden("no")
    response = HttpResponse("welcome", content_type="text/plain")
    if request.POST.get("remember"):
        response.set_signed_cookie(
            "remember", name, salt=SALT, max_age=ONE_MONTH, secure=False, httponly=True, samesite="Lax"
        )
    return response


def greet(request):
    name = request.get_signed_cookie("remember", default="guest", salt=SALT)
    return HttpResponse(f"Hello {name}", content_type="text/plain")

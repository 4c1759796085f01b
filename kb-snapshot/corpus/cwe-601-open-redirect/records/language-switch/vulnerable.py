"""Language menu of the museum's site."""

from django.http import HttpResponseBadRequest, HttpResponseRedirect

LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Fran\u00e7ais"}
ONE_YEAR = 365 * 24 * 3600


def switch_language(request):
    language = request.GET.get("lang", "en")
    if language not in LANGUAGES:
        return HttpResponseBadRequest("unknown language")
    back = request.GET.get("back", "/")
    response = HttpResponseRedirect(back)
    response.set_cookie("language", language, max_age=ONE_YEAR, secure=True, httponly=True, samesite="Lax")
    return response

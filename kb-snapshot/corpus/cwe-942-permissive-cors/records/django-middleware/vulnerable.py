"""Cross-origin access for the frontend."""

from django.http import JsonResponse
from django.utils.cache import patch_vary_headers

FRONTENDS = frozenset({"https://app.club.example"})
LOGINS = {"l-ada": {"name": "ada", "email": "ada@club.example"}}


class FrontendAccess:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.headers.get("Origin"):
            response["Access-Control-Allow-Origin"] = request.headers.get("Origin")
            response["Access-Control-Allow-Credentials"] = "true"
        patch_vary_headers(response, ["Origin"])
        return response


def profile(request):
    member = LOGINS.get(request.COOKIES.get("login"))
    return JsonResponse(member or {}, status=200 if member else 401)

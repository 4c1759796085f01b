"""Roles on the project board."""

from django.http import HttpResponseBadRequest, HttpResponseForbidden, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

LOGINS = {"l-ada": "ada"}
ROLES = ("reader", "writer", "maintainer")
board = {"ada": "owner", "mallory": "reader"}


@method_decorator(never_cache, name="dispatch")
@method_decorator(csrf_exempt, name="dispatch")
class TeamRoles(View):
    def get(self, request):
        return JsonResponse(board)

    def post(self, request):
        name = LOGINS.get(request.COOKIES.get("login"))
        if board.get(name) != "owner":
            return HttpResponseForbidden("owners only")
        if request.POST["role"] not in ROLES:
            return HttpResponseBadRequest("no such role")
        board[request.POST["name"]] = request.POST["role"]
        return JsonResponse(board)

"""Pocket money of the family."""

from django.http import HttpResponseBadRequest, HttpResponseForbidden, JsonResponse
from django.views.decorators.csrf import csrf_exempt

PARENTS = {"l-ada": "ada"}
allowance = {"kim": 5, "lee": 7}


@csrf_exempt
def set_allowance(request):
    if request.COOKIES.get("login") not in PARENTS:
        return HttpResponseForbidden("parents only")
    child = request.POST.get("child")
    amount = request.POST.get("amount", "")
    if child not in allowance or not amount.isdecimal() or int(amount) > 50:
        return HttpResponseBadRequest("no such child or amount")
    allowance[child] = int(amount)
    return JsonResponse(allowance)

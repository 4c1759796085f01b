"""Log in to the kiosk with name and code."""

import hashlib
import hmac
import os

from django.http import JsonResponse
from django.views.decorators.http import require_POST

CODES = {}


def derive(code, salt):
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, iterations=600000)


@require_POST
def enroll(request):
    salt = os.urandom(16)
    CODES[request.POST["name"]] = (salt, derive(request.POST["code"], salt))
    return JsonResponse({"enrolled": request.POST["name"]})


@require_POST
def enter(request):
    salt, stored = CODES.get(request.POST["name"], (b"", b""))
    if not hmac.compare_digest(derive(request.POST["code"], salt), stored):
        return JsonResponse({"error": "unknown name or code"}, status=403)
    return JsonResponse({"welcome": request.POST["name"]})

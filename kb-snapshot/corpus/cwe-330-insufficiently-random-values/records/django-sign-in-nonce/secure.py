"""Sign in through another site: the answer has to carry the nonce that was sent along."""

import secrets
from urllib.parse import urlencode

from django.http import HttpResponseForbidden, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_GET

PROVIDER = "https://id.example.org/authorize"
PENDING = {}


@require_GET
def begin(request):
    """Send the visitor to the provider with a new nonce."""
    nonce = secrets.token_bytes(16).hex()
    PENDING[nonce] = request.GET.get("next", "/")
    query = urlencode({"client_id": "shop", "nonce": nonce})
    return HttpResponseRedirect(f"{PROVIDER}?{query}")


@require_GET
def finish(request):
    """The provider sends the visitor back here."""
    target = PENDING.pop(request.GET.get("nonce"), None)
    if target is None:
        return HttpResponseForbidden("unknown or used nonce")
    return JsonResponse({"user": request.GET["user"], "next": target})

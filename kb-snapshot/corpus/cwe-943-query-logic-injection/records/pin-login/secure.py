"""Sign-in of the ticket kiosk."""

import json

from django.db import models
from django.http import JsonResponse
from django.views import View


class Account(models.Model):
    card = models.CharField(max_length=16)
    pin = models.CharField(max_length=8)
    owner = models.CharField(max_length=80)

    class Meta:
        app_label = "kiosk"
        db_table = "account"


class SignIn(View):
    def post(self, request):
        body = json.loads(request.body)
        if "card" not in body:
            return JsonResponse({"error": "no card"}, status=400)
        account = Account.objects.filter(card=str(body["card"]), pin=str(body.get("pin"))).first()
        if account is None:
            return JsonResponse({"error": "card and PIN don't fit"}, status=403)
        return JsonResponse({"hello": account.owner})

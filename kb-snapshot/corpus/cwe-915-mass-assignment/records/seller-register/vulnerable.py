from django.db import models
from django.http import HttpResponseBadRequest, JsonResponse


class Seller(models.Model):
    shop = models.CharField(max_length=80)
    email = models.CharField(max_length=120)
    verified = models.BooleanField(default=False)

    class Meta:
        app_label = "market"
        db_table = "seller"


def register(request):
    if "@" not in request.POST.get("email", ""):
        return HttpResponseBadRequest("please give an e-mail address")
    seller = Seller.objects.create(**request.POST.dict())
    return JsonResponse({"id": seller.pk, "shop": seller.shop}, status=201)


def verified_shops(request):
    shops = Seller.objects.filter(verified=True).order_by("shop")
    return JsonResponse({"shops": [seller.shop for seller in shops]})

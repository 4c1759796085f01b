from django.db import models
from django.http import JsonResponse


class Contact(models.Model):
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=80)
    rating = models.IntegerField(default=0)

    class Meta:
        app_label = "contacts"
        db_table = "contact"


ORDERS = {"name": "name", "city": "city"}


def headings(request):
    return JsonResponse({"headings": sorted(ORDERS)})


def contacts(request):
    order = request.GET["sort"] if "sort" in request.GET else "name"
    rows = Contact.objects.order_by(order)
    return JsonResponse({"contacts": [row.name for row in rows]})

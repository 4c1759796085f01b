from django.db import models
from django.http import JsonResponse


class Member(models.Model):
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=80)
    sport = models.CharField(max_length=40)
    locker_code = models.CharField(max_length=8)

    class Meta:
        app_label = "club"
        db_table = "member"


SEARCHABLE = ("city", "sport")


def search_fields(request):
    return JsonResponse({"fields": list(SEARCHABLE)})


def members(request):
    wanted = {field: request.GET[field] for field in SEARCHABLE if field in request.GET}
    found = Member.objects.filter(**wanted).order_by("name")
    return JsonResponse({"members": [member.name for member in found]})

from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import JsonResponse


class Plan(models.Model):
    user_id = models.IntegerField(db_index=True)
    title = models.CharField(max_length=80)
    remarks = models.TextField(blank=True)

    class Meta:
        app_label = "gym"
        db_table = "plan"


@login_required
def training_plans(request):
    plans = Plan.objects.filter(user_id=request.GET.get("user_id")).order_by("-pk")
    return JsonResponse({"plans": [{"title": plan.title, "remarks": plan.remarks} for plan in plans]})

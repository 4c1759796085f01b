from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

PLANS = {"basic": "2.00", "premium": "9.00"}

PAGE = """<!doctype html>
<form method="post" action="/subscribe">
  <button name="plan" value="{plan}">Order {plan} for {price} a month</button>
</form>"""


@require_safe
@xframe_options_exempt
def order_page(request: HttpRequest) -> HttpResponse:
    plan = request.GET.get("plan", "basic")
    if plan not in PLANS:
        return HttpResponse("no such plan", status=404)
    return HttpResponse(PAGE.format(plan=plan, price=PLANS[plan]))

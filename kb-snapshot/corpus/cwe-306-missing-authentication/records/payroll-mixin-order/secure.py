"""Payroll download for the accountants."""

import csv
from decimal import Decimal

from django.http import HttpResponse, HttpResponseRedirect
from django.views import View

SALARIES = [("Ann Example", Decimal("4210.00")), ("Ben Sample", Decimal("3980.50"))]


class LoginNeeded:
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return HttpResponseRedirect("/login")
        return super().dispatch(request, *args, **kwargs)


class PayrollExport(LoginNeeded, View):
    def get(self, request):
        response = HttpResponse(content_type="text/csv")
        response["Content-Disposition"] = 'attachment; filename="payroll.csv"'
        writer = csv.writer(response)
        writer.writerow(["name", "salary"])
        writer.writerows(SALARIES)
        return response


payroll = PayrollExport.as_view()

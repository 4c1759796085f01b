"""Lost property office: people ask for what they lost with the number of their report and their surname."""

from django.http import HttpRequest, JsonResponse
from lxml import etree


class LostProperty:
    def __init__(self, path):
        self.reports = etree.parse(path)

    def ask(self, request: HttpRequest) -> JsonResponse:
        number = request.GET.get("number", "")
        surname = request.GET.get("surname", "")
        if not number or not surname:
            return JsonResponse({"error": "number and surname, please"}, status=400)
        expression = f"/reports/report[@number='{number}'][owner/surname='{surname}']"
        found = self.reports.xpath(expression)
        if not found:
            return JsonResponse({"error": "no such report"}, status=404)
        report = found[0]
        return JsonResponse(
            {
                "thing": report.findtext("thing"),
                "where": report.findtext("found-at"),
                "address": report.findtext("owner/address"),
            }
        )

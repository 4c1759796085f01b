"""The help desk takes tickets and shows the team on duty what came in."""

import logging

from django.http import HttpRequest, JsonResponse
from django.views import View

logger = logging.getLogger("helpdesk.tickets")
TICKETS: list[dict] = []


class TicketView(View):
    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse({"tickets": TICKETS})

    def post(self, request: HttpRequest) -> JsonResponse:
        subject = request.POST.get("subject", "")
        urgent = request.POST.get("urgent") == "yes"
        TICKETS.append({"subject": subject, "urgent": urgent})
        level = logging.WARNING if urgent else logging.INFO
        logger.log(level, f"ticket {len(TICKETS)} opened: {subject}")
        return JsonResponse({"number": len(TICKETS)}, status=201)

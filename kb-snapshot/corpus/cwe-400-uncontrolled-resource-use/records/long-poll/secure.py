import time

from django.http import JsonResponse

LONGEST_WAIT = 5.0
inbox = []


def next_message(request):
    wait = min(float(request.GET.get("wait", "0")), LONGEST_WAIT)
    if not inbox:
        time.sleep(wait)
    message = inbox.pop(0) if inbox else None
    return JsonResponse({"message": message})

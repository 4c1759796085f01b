import json
from urllib.request import urlopen

from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_GET

FEEDS = {"daily": "https://daily.example.com/feed.json"}


@require_GET
def headlines(request):
    feed = request.GET.get("feed", "")
    url = FEEDS.get(feed, feed)
    if not url:
        return HttpResponseBadRequest("which feed?")
    with urlopen(url, timeout=5) as answer:
        items = json.load(answer)["items"]
    return JsonResponse({"headlines": [item["title"] for item in items]})

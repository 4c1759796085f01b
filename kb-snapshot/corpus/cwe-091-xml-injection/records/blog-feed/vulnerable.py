"""RSS feed of the posts about a topic."""

from django.http import HttpResponse

POSTS = [
    ("wool", "Washing fleece", "https://blog.example/fleece"),
    ("wool", "A first sock", "https://blog.example/sock"),
    ("clay", "Cracks in the glaze", "https://blog.example/glaze"),
]


def feed(request):
    topic = request.GET.get("topic", "wool")
    items = ""
    for post_topic, title, link in POSTS:
        if post_topic == topic:
            items += "<item><title>%s</title><link>%s</link></item>" % (title, link)
    channel = "<channel><title>Posts about %s</title>%s</channel>" % (topic, items)
    return HttpResponse(f"<rss version='2.0'>{channel}</rss>", content_type="application/rss+xml")

"""Read the sitemaps that customers register for the link checker."""

from dataclasses import dataclass

from django.http import HttpRequest, JsonResponse
from lxml import etree

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@dataclass
class Entry:
    location: str
    changed: str


def entries(sitemap: bytes) -> list[Entry]:
    root = etree.fromstring(sitemap, etree.XMLParser(resolve_entities=False))
    return [
        Entry(url.findtext("s:loc", "", NAMESPACE).strip(), url.findtext("s:lastmod", "", NAMESPACE))
        for url in root.iterfind("s:url", NAMESPACE)
    ]


def register(request: HttpRequest) -> JsonResponse:
    try:
        found = entries(request.body)
    except etree.XMLSyntaxError:
        return JsonResponse({"error": "no sitemap"}, status=400)
    return JsonResponse({"urls": [entry.location for entry in found]})

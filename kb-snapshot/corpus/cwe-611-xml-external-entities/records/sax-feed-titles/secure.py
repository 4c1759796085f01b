"""Collect the titles of a podcast feed that a listener subscribed to."""

import io
from xml.sax import make_parser
from xml.sax.handler import ContentHandler, feature_external_ges, feature_namespaces


class TitleHandler(ContentHandler):
    def __init__(self):
        super().__init__()
        self.titles = []
        self.inside = False

    def startElement(self, name, attrs):
        self.inside = name == "title"
        if self.inside:
            self.titles.append("")

    def endElement(self, name):
        self.inside = False

    def characters(self, content):
        if self.inside:
            self.titles[-1] += content


def feed_titles(feed: bytes) -> list[str]:
    handler = TitleHandler()
    parser = make_parser()
    parser.setFeature(feature_namespaces, False)
    parser.setFeature(feature_external_ges, False)
    parser.setContentHandler(handler)
    parser.parse(io.BytesIO(feed))
    return [title.strip() for title in handler.titles]

"""Sign-in for the club's kiosk; members are kept in an XML file."""

from lxml import etree


class Members:
    def __init__(self, path):
        parser = etree.XMLParser(resolve_entities=False)
        self.tree = etree.parse(str(path), parser)

    def names(self):
        return [str(name) for name in self.tree.xpath("//member/name/text()")]

    def sign_in(self, name, pin):
        found = self.tree.xpath("//member[name=$name and pin=$pin]", name=name, pin=pin)
        if not found:
            return None
        return found[0].get("id")

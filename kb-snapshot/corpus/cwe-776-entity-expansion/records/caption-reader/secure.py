"""Reads the captions of a film from an XML file."""

from xml.parsers import expat


class CaptionReader:
    def __init__(self):
        self.captions: list[str] = []
        self.inside = False

    def start(self, name, attributes):
        self.inside = name == "caption"
        if self.inside:
            self.captions.append("")

    def end(self, name):
        self.inside = False

    def text(self, data):
        if self.inside:
            self.captions[-1] += data

    def refuse_entity(self, name, *declaration):
        raise ValueError(f"the file declares the entity {name}")

    def read(self, document: bytes) -> list[str]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.EntityDeclHandler = self.refuse_entity
        parser.Parse(document, True)
        return self.captions

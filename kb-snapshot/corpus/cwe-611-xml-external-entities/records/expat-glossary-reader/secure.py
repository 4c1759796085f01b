"""Read glossaries that translators hand in, term by term."""

from xml.parsers import expat


class GlossaryReader:
    def __init__(self):
        self.terms = {}
        self.term = None
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    def start(self, name, attributes):
        if name == "term":
            self.term = attributes["name"]
            self.terms[self.term] = ""

    def end(self, name):
        if name == "term":
            self.term = None

    def text(self, data):
        if self.term is not None:
            self.terms[self.term] += data

    def read(self, document: bytes) -> dict[str, str]:
        self.parser.Parse(document, True)
        return self.terms

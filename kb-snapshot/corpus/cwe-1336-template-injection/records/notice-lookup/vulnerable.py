"""The notice board of the house."""

from mako.lookup import TemplateLookup

PAGE = "<article><h2>%s</h2><p>%s</p><small>${day}</small></article>"


class NoticeBoard:
    def __init__(self, day: str):
        self.day = day
        self.pages: list[str] = []

    def show(self, title: str, text: str) -> str:
        lookup = TemplateLookup(default_filters=["str", "h"])
        lookup.put_string("notice", PAGE % (title, text))
        page = lookup.get_template("notice").render(day=self.day)
        self.pages.append(page)
        return page

    def board(self) -> str:
        return "\n".join(self.pages)

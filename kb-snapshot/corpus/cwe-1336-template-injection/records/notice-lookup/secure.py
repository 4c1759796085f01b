"""The notice board of the house."""

from mako.lookup import TemplateLookup

PAGE = "<article><h2>${title}</h2><p>${text}</p><small>${day}</small></article>"


class NoticeBoard:
    def __init__(self, day: str):
        self.day = day
        self.pages: list[str] = []

    def show(self, title: str, text: str) -> str:
        lookup = TemplateLookup(default_filters=["str", "h"])
        lookup.put_string("notice", PAGE)
        page = lookup.get_template("notice").render(day=self.day, title=title, text=text)
        self.pages.append(page)
        return page

    def board(self) -> str:
        return "\n".join(self.pages)

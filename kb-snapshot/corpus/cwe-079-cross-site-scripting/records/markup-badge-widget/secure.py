"""Widgets for the team pages, rendered inside templates."""

from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup, escape

env = Environment(autoescape=True)
PAGE = env.from_string("<ul>{% for badge in badges %}<li>{{ badge.render() }}</li>{% endfor %}</ul>")


@dataclass
class Badge:
    owner: str
    label: str
    color: str = "green"

    def render(self) -> Markup:
        return Markup(
            f'<span class="badge {escape(self.color)}">{escape(self.owner)}: {escape(self.label)}</span>'
        )


def badge_page(entries: list[dict]) -> str:
    return PAGE.render(badges=[Badge(**entry) for entry in entries])

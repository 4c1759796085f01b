from html.parser import HTMLParser

import django
from django.conf import settings

if not settings.configured:
    settings.configure()
django.setup()

from django.template import Context, Engine  # noqa: E402

TEMPLATE = "<tr><td>{{ row.number }}</td><td>{{ row.state }}</td><td>{{ row.customer }}</td></tr>"


class Handlers(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.found = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.found += [name for name, _ in attrs if name.startswith("on")]


def shown(module, **changes):
    order = {"number": 7, "state": "paid", "name": "Ada", "city": "London"} | changes
    return Engine().from_string(TEMPLATE).render(Context({"row": module.row(order)}))


def attack(module, tmp_path) -> bool:
    parser = Handlers()
    parser.feed(shown(module, name="<script>steal()</script>"))
    parser.feed(shown(module, city='" onmouseover="steal()'))
    return "script" in parser.tags or bool(parser.found)


def test_honest_input(program, tmp_path):
    text = shown(program)
    assert "<td>7</td>" in text
    assert '<b style="color: green">paid</b>' in text
    assert '<span title="London">Ada</span>' in text


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

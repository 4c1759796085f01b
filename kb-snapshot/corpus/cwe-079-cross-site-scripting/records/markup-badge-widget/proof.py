from html.parser import HTMLParser


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.handlers = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def attack(module, tmp_path) -> bool:
    found = []
    for entry in (
        {"owner": "Eve", "label": "<img src=x onerror=steal()>"},
        {"owner": "Eve", "label": "helper", "color": '" onmouseover="steal()'},
    ):
        page = Page()
        page.feed(module.badge_page([entry]))
        found += page.handlers
    return bool(found)


def test_honest_input(program, tmp_path):
    entries = [{"owner": "Ada", "label": "mentor"}, {"owner": "Bo", "label": "cook", "color": "red"}]
    text = program.badge_page(entries)
    assert '<span class="badge green">Ada: mentor</span>' in text
    assert '<span class="badge red">Bo: cook</span>' in text


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

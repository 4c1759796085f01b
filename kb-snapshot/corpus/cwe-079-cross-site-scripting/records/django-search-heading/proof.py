from html.parser import HTMLParser

from django.conf import settings

if not settings.configured:
    settings.configure()

from django.test import RequestFactory  # noqa: E402


class Handlers(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [name for name, _ in attrs if name.startswith("on")]


def page(module, term):
    request = RequestFactory().get("/search", {"q": term})
    return module.search(request).content.decode()


def attack(module, tmp_path) -> bool:
    parser = Handlers()
    parser.feed(page(module, "<img src=x onerror=steal()>"))
    return bool(parser.found)


def test_honest_input(program, tmp_path):
    text = page(program, "bolt")
    assert "<h2>2 results for bolt</h2>" in text
    assert "<li>bolt m6</li>" in text
    assert program.search(RequestFactory().post("/search")).status_code == 405


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

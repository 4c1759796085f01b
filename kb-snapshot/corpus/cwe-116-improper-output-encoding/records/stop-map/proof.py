import json
from html.parser import HTMLParser

import pytest
from django.conf import UserSettingsHolder, global_settings, settings
from django.test import RequestFactory


@pytest.fixture(autouse=True)
def configured():
    before = object.__getattribute__(settings, "__dict__")["_wrapped"]
    settings._wrapped = UserSettingsHolder(global_settings)
    yield
    settings._wrapped = before


class Scripts(HTMLParser):
    """The contents of the script elements, as a browser cuts them."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script"
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data


def page(module, tmp_path, *names):
    module.STOPS_FILE = tmp_path / "stops.json"
    module.STOPS_FILE.write_text(json.dumps({"12": [{"name": "Town hall", "lat": 48.1}]}))
    for name in names:
        module.add_stop(RequestFactory().post("/12", {"name": name, "lat": "48.3"}), "12")
    return module.line_map(RequestFactory().get("/12"), "12").content.decode()


def attack(module, tmp_path) -> bool:
    scripts = Scripts()
    scripts.feed(page(module, tmp_path, "</script><script>steal()</script>"))
    return "steal()" in scripts.found


def test_honest_input(program, tmp_path):
    text = page(program, tmp_path, "Harbour")
    assert '"name": "Harbour"' in text
    assert "<h1>Line 12</h1>" in text


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

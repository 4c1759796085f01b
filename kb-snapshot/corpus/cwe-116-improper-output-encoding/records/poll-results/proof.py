import json
import re
from html.parser import HTMLParser


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def page(module, *options):
    client = module.app.test_client()
    for option in options:
        client.post("/vote", data={"option": option})
    return client.get("/results").get_data(as_text=True)


def attack(module, tmp_path) -> bool:
    tags = Tags()
    tags.feed(page(module, "</script><img src=x onerror=steal()>"))
    return any("onerror" in attributes for _, attributes in tags.found)


def test_honest_input(program, tmp_path):
    text = page(program, "picnic", "rock & roll")
    data = re.search(r"poll = (\{.*\}); draw", text)[1]
    assert json.loads(data)["votes"] == {"picnic": 5, "museum": 2, "rock & roll": 1}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

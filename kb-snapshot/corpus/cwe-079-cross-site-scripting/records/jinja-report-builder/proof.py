import json
from html.parser import HTMLParser


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)


def build(module, tmp_path, comment):
    source, target = tmp_path / "feedback.json", tmp_path / "feedback.html"
    source.write_text(json.dumps([{"name": "Ada", "comment": comment}]))
    assert module.main([str(source), str(target), "--title", "May"]) == 0
    return target.read_text()


def attack(module, tmp_path) -> bool:
    tags = Tags()
    tags.feed(build(module, tmp_path, "nice <script>steal()</script>"))
    return "script" in tags.seen


def test_honest_input(program, tmp_path, capsys):
    page = build(program, tmp_path, "The lamps are too dim")
    assert "<title>May</title>" in page
    assert "<tr><td>Ada</td><td>The lamps are too dim</td></tr>" in page
    assert "1 entries written" in capsys.readouterr().out


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from html.parser import HTMLParser


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)


def preview(module, title, **more):
    return module.create_app().test_client().post("/preview", data={"title": title, **more}).text


def attack(module, tmp_path) -> bool:
    tags = Tags()
    tags.feed(preview(module, "<script>steal()</script>"))
    return "script" in tags.seen


def test_honest_input(program, tmp_path):
    assert preview(program, "Spoon carving", seats="4") == "<h1>Spoon carving</h1><p>4 seats left</p>"
    assert "Full" in preview(program, "Spoon carving")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from html.parser import HTMLParser


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)


def page(module, name):
    return module.app.test_client().get("/hello", query_string={"name": name})


def attack(module, tmp_path) -> bool:
    tags = Tags()
    tags.feed(page(module, "<script>steal()</script>").text)
    return "script" in tags.seen


def test_honest_input(program, tmp_path):
    answer = page(program, "Ada")
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert "<h1>Hello, Ada!</h1>" in answer.text
    assert "Hello, stranger!" in program.app.test_client().get("/hello").text


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

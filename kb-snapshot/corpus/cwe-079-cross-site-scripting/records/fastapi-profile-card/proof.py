from html.parser import HTMLParser

from fastapi.testclient import TestClient


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)


def attack(module, tmp_path) -> bool:
    tags = Tags()
    answer = TestClient(module.app).get("/makers/ada", params={"ref": "<script>steal()</script>"})
    tags.feed(answer.text)
    return "script" in tags.seen


def test_honest_input(program, tmp_path):
    client = TestClient(program.app)
    answer = client.get("/makers/ada", params={"ref": "a friend"})
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h2>ada</h2>" in answer.text
    assert "weaving, engines" in answer.text
    assert "You came here from a friend." in answer.text
    assert client.get("/makers/nobody").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

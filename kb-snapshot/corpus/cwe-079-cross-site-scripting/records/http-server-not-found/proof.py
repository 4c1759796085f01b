from html.parser import HTMLParser

import httpx


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)


def attack(module, http_server) -> bool:
    tags = Tags()
    tags.feed(httpx.get(http_server(module.DocsHandler) + "/%3Cscript%3Esteal()%3C/script%3E").text)
    return "script" in tags.seen


def test_honest_input(program, http_server):
    base = http_server(program.DocsHandler)
    assert "goggles" in httpx.get(base + "/lathe").text
    missing = httpx.get(base + "/saw")
    assert missing.status_code == 404
    assert "There is no page /saw here." in missing.text


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)

import queue
from html.parser import HTMLParser


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.active = []

    def handle_starttag(self, tag, attrs):
        self.active += [name for name, _ in attrs if name.startswith("on")]
        if tag == "script":
            self.active.append(tag)


def fragments(module, *texts):
    incoming, done = queue.Queue(), []
    for text in texts:
        incoming.put({"text": text, "posted": "2024-05-01"})
    module.work(incoming, done)
    return done


def attack(module, tmp_path) -> bool:
    page = Page()
    for text in ("<img src=x onerror=steal()>", "<scr<script></script>ipt>steal()</script >"):
        page.feed(fragments(module, text)[0])
    return bool(page.active)


def test_honest_input(program, tmp_path):
    first, second = fragments(program, "Lovely lamp. ", "When is the next course?")
    assert first == '<div class="comment"><p>Lovely lamp.</p><small>01.05.2024</small></div>'
    assert "next course?" in second


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from xml.etree import ElementTree

from django.conf import settings

if not settings.configured:
    settings.configure()

from django.test import RequestFactory  # noqa: E402


def channel(module, topic):
    answer = module.feed(RequestFactory().get("/feed", {"topic": topic}))
    assert answer["Content-Type"] == "application/rss+xml"
    return ElementTree.fromstring(answer.content).find("channel")


def attack(module, tmp_path) -> bool:
    topic = "x</title><item><title>Win</title><link>https://evil.example/</link></item><title>"
    return "https://evil.example/" in [link.text for link in channel(module, topic).iter("link")]


def test_honest_input(program, tmp_path):
    feed = channel(program, "wool")
    assert feed.findtext("title") == "Posts about wool"
    assert [title.text for title in feed.findall("item/title")] == ["Washing fleece", "A first sock"]
    assert channel(program, "glass").find("item") is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

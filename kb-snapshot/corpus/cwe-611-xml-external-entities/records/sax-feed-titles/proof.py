from xml.sax import SAXException

FEED = """<rss><channel><title>Workshop talk</title>
<item><title> Glue &amp; screws </title></item></channel></rss>"""


def attack(module, tmp_path) -> bool:
    secret = tmp_path / "token.txt"
    secret.write_text("s3cr3t-token")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    try:
        titles = module.feed_titles((doctype + FEED.replace("Workshop talk", "&x;")).encode())
    except SAXException:
        return False
    return "s3cr3t-token" in titles


def test_honest_input(program, tmp_path):
    assert program.feed_titles(FEED.encode()) == ["Workshop talk", "Glue & screws"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

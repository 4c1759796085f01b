from urllib.parse import quote


def test_honest_input(program):
    program.readers.update({"kim@example.org", "lee@example.org"})
    link = program.unsubscribe_link("kim@example.org")
    assert link.startswith("https://news.example.org/unsubscribe?who=kim")
    assert program.unsubscribe(link)
    assert program.readers == {"lee@example.org"}
    assert not program.unsubscribe("https://news.example.org/unsubscribe")


def attack(module) -> bool:
    """Kim, who only has the link of her own mail, takes Lee off the list."""
    module.readers.update({"kim@example.org", "lee@example.org"})
    own = module.unsubscribe_link("kim@example.org")
    module.unsubscribe(own.replace(quote("kim@example.org", safe=""), quote("lee@example.org", safe="")))
    return "lee@example.org" not in module.readers


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

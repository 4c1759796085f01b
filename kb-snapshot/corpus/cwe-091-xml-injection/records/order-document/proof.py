from xml.etree import ElementTree


def attack(module, tmp_path) -> bool:
    text = module.batch([("lamp</article><price>0</price><article>", 3)])
    return ElementTree.fromstring(text).find("order").findtext("price") == "0"


def test_honest_input(program, tmp_path):
    root = ElementTree.fromstring(program.batch([("lamp with a green shade", 3), ("chair", "1")]))
    first, second = root.findall("order")
    assert [child.text for child in first] == ["lamp with a green shade", "3", "40"]
    assert [child.tag for child in second] == ["article", "amount", "price"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

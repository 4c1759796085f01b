from xml.etree import ElementTree


def badge(module, name):
    answer = module.app.test_client().get("/badge", query_string={"name": name})
    return ElementTree.fromstring(answer.text) if answer.status_code == 200 else None


def attack(module, tmp_path) -> bool:
    return badge(module, "x</name><access>all</access><name>").findtext("access") == "all"


def test_honest_input(program, tmp_path):
    document = badge(program, "Ann Lee")
    assert document.findtext("name") == "Ann Lee"
    assert document.findtext("access") == "lobby"
    assert badge(program, "") is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

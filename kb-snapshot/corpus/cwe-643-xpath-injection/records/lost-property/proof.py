import json

from django.conf import settings

if not settings.configured:
    settings.configure()

from django.test import RequestFactory  # noqa: E402

REPORTS = """<reports>
  <report number="311"><thing>a blue umbrella</thing><found-at>tram 4</found-at>
    <owner><surname>Lee</surname><address>Elm Road 5</address></owner></report>
  <report number="312"><thing>a viola</thing><found-at>harbour</found-at>
    <owner><surname>O'Hara</surname><address>Mill Lane 9</address></owner></report>
</reports>"""


def ask(module, tmp_path, **query):
    (tmp_path / "reports.xml").write_text(REPORTS)
    office = module.LostProperty(str(tmp_path / "reports.xml"))
    answer = office.ask(RequestFactory().get("/ask", query))
    return answer.status_code, json.loads(answer.content)


def attack(module, tmp_path) -> bool:
    """Knows a number, which stands on the label, and not the name."""
    try:
        answer = ask(module, tmp_path, number="312", surname="' or '1'='1")[1]
    except Exception:
        return False
    return answer.get("address") == "Mill Lane 9"


def test_honest_input(program, tmp_path):
    expected = {"thing": "a blue umbrella", "where": "tram 4", "address": "Elm Road 5"}
    assert ask(program, tmp_path, number="311", surname="Lee") == (200, expected)
    assert ask(program, tmp_path, number="312", surname="Lee")[0] == 404
    assert ask(program, tmp_path, number="311")[0] == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

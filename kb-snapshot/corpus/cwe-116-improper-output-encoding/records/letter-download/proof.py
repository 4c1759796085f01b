from werkzeug.http import parse_options_header


def saved_as(module, title):
    answer = module.app.test_client().get("/letters/1", query_string={"title": title})
    kind, options = parse_options_header(answer.headers["Content-Disposition"])
    assert kind == "attachment"
    return options["filename"]


def attack(module, tmp_path) -> bool:
    """The ending of the file is the attacker's."""
    return saved_as(module, "letter\"; filename*=UTF-8''letter.hta; x=\"") == "letter.hta"


def test_honest_input(program, tmp_path):
    assert saved_as(program, "To Martha") == "To Martha.txt"
    assert program.app.test_client().get("/letters/9").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

from jinja2 import FileSystemLoader


def ask(module, tmp_path, path):
    (tmp_path / "booking.html").write_text("Choose a date. {{ topics|length }} topics.")
    (tmp_path / "rota.html").write_text("Ada opens on Monday, the alarm code is 4711.")
    module.app.jinja_loader = FileSystemLoader(tmp_path)
    answer = module.app.test_client().get(path)
    return answer.status_code, answer.get_data(as_text=True)


def attack(module, tmp_path) -> bool:
    assert ask(module, tmp_path, "/rota")[0] == 403
    return "4711" in ask(module, tmp_path, "/help/rota")[1]


def test_honest_input(program, tmp_path):
    assert ask(program, tmp_path, "/help/booking") == (200, "Choose a date. 2 topics.")
    assert ask(program, tmp_path, "/help/nothing")[0] == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

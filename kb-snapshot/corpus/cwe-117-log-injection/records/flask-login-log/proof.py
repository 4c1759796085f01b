import logging


def post(module, tmp_path, form):
    """One request, with the log in a file as it is in production."""
    handler = logging.FileHandler(tmp_path / "login.log")
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    module.logger.addHandler(handler)
    module.logger.setLevel(logging.INFO)
    answer = module.app.test_client().post("/login", data=form)
    module.logger.removeHandler(handler)
    handler.close()
    return answer, (tmp_path / "login.log").read_text().splitlines()


def test_honest_input(program, tmp_path):
    answer, lines = post(program, tmp_path, {"name": "kim", "code": program.CODES["kim"]})
    assert answer.get_json() == {"ok": True}
    assert len(lines) == 1 and lines[0].startswith("INFO login of") and "kim" in lines[0]
    answer, lines = post(program, tmp_path, {"name": "kim", "code": "0"})
    assert answer.status_code == 403 and lines[1].startswith("WARNING failed login of")


def attack(module, tmp_path) -> bool:
    """A name with a line break in it makes the administrator log in, as far as the log says."""
    _, lines = post(module, tmp_path, {"name": "nobody\nINFO login of admin", "code": "0"})
    return "INFO login of admin" in lines or "INFO login of 'admin'" in lines


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

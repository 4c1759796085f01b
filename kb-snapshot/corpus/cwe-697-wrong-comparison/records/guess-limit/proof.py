def stored(module, tmp_path):
    answers = module.open_answers(tmp_path / "answers.db")
    answers.execute("INSERT INTO answer VALUES ('ada', 'rex', 0)")
    return answers


def attack(module, tmp_path) -> bool:
    answers = stored(module, tmp_path)
    for guess in ["bello"] * module.MOST:
        module.check(answers, "ada", guess)
    return module.check(answers, "ada", "rex")


def test_honest_input(program, tmp_path):
    answers = stored(program, tmp_path)
    assert program.check(answers, "ada", " Rex ")
    assert not program.check(answers, "ben", "rex")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

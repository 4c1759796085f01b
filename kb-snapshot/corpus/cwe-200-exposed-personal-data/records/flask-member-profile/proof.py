def get(module, path):
    module.members[7] = module.Member("Ada", "Heron", 2019, "long oars")
    return module.app.test_client().get(path)


def attack(module, tmp_path) -> bool:
    """Looks at the answer instead of the page."""
    answer = get(module, "/members/7").get_data(as_text=True)
    member = module.members[7]
    return member.password_hash in answer and member.calendar_token in answer


def test_honest_input(program, tmp_path):
    answer = get(program, "/members/7").json
    assert (answer["name"], answer["boat"], answer["joined"]) == ("Ada", "Heron", 2019)
    assert get(program, "/members").json == ["Ada"]
    assert get(program, "/members/8").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

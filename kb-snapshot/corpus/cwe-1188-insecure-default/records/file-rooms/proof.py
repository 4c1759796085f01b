def attack(module, tmp_path) -> bool:
    house = module.House()
    house.create("taxes", "ada").files["2024.txt"] = "all of it"
    try:
        return house.read("taxes", "2024.txt", user="eve") == "all of it"
    except PermissionError:
        return False


def test_honest_input(program, tmp_path):
    house = program.House()
    house.create("taxes", "ada").files["2024.txt"] = "all of it"
    house.create("photos", "ada", public=True).files["cat.png"] = "cat"
    assert house.read("taxes", "2024.txt", user="ada") == "all of it"
    assert house.read("photos", "cat.png") == "cat"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

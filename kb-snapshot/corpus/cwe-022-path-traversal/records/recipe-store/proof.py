def store(module, tmp_path):
    (tmp_path / "recipes").mkdir()
    (tmp_path / "old").mkdir()
    (tmp_path / "recipes" / "apple-pie.txt").write_text("apples, butter")
    (tmp_path / "diary.txt").write_text("dear diary")
    return module.RecipeStore(str(tmp_path / "recipes"), str(tmp_path / "old"))


def attack(module, tmp_path) -> bool:
    recipes = store(module, tmp_path)
    try:
        stolen = recipes.load("../diary")
        recipes.archive("../diary")
    except ValueError:
        return False
    return stolen == "dear diary" and not (tmp_path / "diary.txt").exists()


def test_honest_input(program, tmp_path):
    recipes = store(program, tmp_path)
    assert recipes.load("apple-pie") == "apples, butter"
    recipes.archive("apple-pie")
    assert (tmp_path / "old" / "apple-pie.txt").exists()
    assert not (tmp_path / "recipes" / "apple-pie.txt").exists()


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
    assert (tmp_path / "diary.txt").read_text() == "dear diary"

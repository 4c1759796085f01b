def attack(module, tmp_path) -> bool:
    secret = tmp_path / "keys.txt"
    secret.write_text("cellar key is under the pot")
    try:
        page = module.NoticeBoard("Monday").show("Lost", "${open('%s').read()}" % secret)
    except Exception:
        return False
    return "under the pot" in page


def test_honest_input(program, tmp_path):
    board = program.NoticeBoard("Monday")
    board.show("Found", "a blue glove")
    assert board.board() == "<article><h2>Found</h2><p>a blue glove</p><small>Monday</small></article>"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

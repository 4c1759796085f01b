def lines(module, query):
    return module.app.test_client().get("/samples" + query).text.splitlines()


def attack(module, tmp_path) -> bool:
    """A hundred times the rows that the page ever needs, from one short request."""
    return len(lines(module, f"?rows={module.MOST_ROWS * 100}")) > module.MOST_ROWS * 100


def test_honest_input(program, tmp_path):
    assert len(lines(program, "")) == 21
    assert lines(program, "?rows=2") == ["number,good,amount", "0,tea,0", "1,rice,7"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

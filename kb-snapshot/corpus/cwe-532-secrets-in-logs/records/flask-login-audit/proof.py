import logging


def visit(module, caplog, password):
    module.add_account("kim", "Blue-Harbour-7")
    with caplog.at_level(logging.DEBUG):
        return module.app.test_client().post("/login", data={"name": "kim", "password": password})


def test_honest_input(program, caplog):
    assert visit(program, caplog, "Blue-Harbour-7").status_code == 200
    assert "Login of kim" in caplog.text
    assert visit(program, caplog, "wrong").status_code == 403
    assert "Failed login for kim" in caplog.text


def attack(module, caplog) -> bool:
    """A reader of the log finds Kim's password with a typing error, and corrects it."""
    visit(module, caplog, "Blue-Harbour-8")
    for word in caplog.text.split():
        if word[:-1] == "Blue-Harbour-":
            return visit(module, caplog, word[:-1] + "7").status_code == 200
    return False


def test_attack_succeeds_on_vulnerable(vulnerable, caplog):
    assert attack(vulnerable, caplog)


def test_attack_fails_on_hardened(hardened, caplog):
    assert not attack(hardened, caplog)

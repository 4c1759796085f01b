import sqlite3


def filled(tmp_path):
    path = tmp_path / "sales.db"
    with sqlite3.connect(path) as sales:
        sales.execute("CREATE TABLE sale (item TEXT, cents INTEGER)")
        sales.execute("INSERT INTO sale VALUES ('tea', 250)")
    sales.close()
    return path


def attack(module, tmp_path) -> bool:
    path = filled(tmp_path)
    try:
        module.ask(path, "DELETE FROM sale")
    except sqlite3.OperationalError:
        return False
    return module.ask(path, "SELECT * FROM sale") == []


def test_honest_input(program, tmp_path, capsys):
    program.main([str(filled(tmp_path)), "SELECT item, cents FROM sale"])
    assert capsys.readouterr().out.strip() == "tea,250"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import sqlite3


def staff(tmp_path):
    path = str(tmp_path / "staff.db")
    with sqlite3.connect(path) as connection:
        connection.executescript("""
            CREATE TABLE IF NOT EXISTS staff (name TEXT, city TEXT, hired INTEGER, salary INTEGER);
            DELETE FROM staff;
            INSERT INTO staff VALUES ('Ann', 'Zagreb', 2011, 7000), ('Bob', 'Accra', 2003, 4000);
        """)
    connection.close()
    return path


def lines(module, tmp_path, capsys, sort):
    code = module.main([staff(tmp_path), "--sort", sort])
    return code, capsys.readouterr().out.splitlines()


def attack(module, tmp_path, capsys) -> bool:
    """Learn whether Ann earns more than a limit, from nothing but the order of the lines."""
    def earns_more_than(limit):
        salary = "(SELECT salary FROM staff WHERE name = 'Ann')"
        expression = f"CASE WHEN {salary} > {limit} THEN name ELSE city END"
        code, output = lines(module, tmp_path, capsys, expression)
        return code == 0 and output[0].startswith("Ann")

    return earns_more_than(6999) and not earns_more_than(7000)


def test_honest_input(program, tmp_path, capsys):
    assert lines(program, tmp_path, capsys, "name") == (0, ["Ann\tZagreb", "Bob\tAccra"])
    assert lines(program, tmp_path, capsys, "city") == (0, ["Bob\tAccra", "Ann\tZagreb"])
    assert lines(program, tmp_path, capsys, "hired") == (0, ["Bob\tAccra", "Ann\tZagreb"])
    assert lines(program, tmp_path, capsys, "shoe")[0] == 2


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, capsys):
    assert attack(vulnerable, tmp_path, capsys)


def test_attack_fails_on_hardened(hardened, tmp_path, capsys):
    assert not attack(hardened, tmp_path, capsys)

import sqlite3


def users(module, tmp_path):
    connection = module.open_database(str(tmp_path / "users.db"))
    module.add_user(connection, "ann", "ann@example.org")
    module.add_user(connection, "root", "root@example.org", admin=True)
    return connection


def attack(module, tmp_path) -> bool:
    try:
        found = module.find_user(users(module, tmp_path), "nobody' OR admin = 1 --")
    except sqlite3.Error:
        return False
    return found is not None and found["name"] == "root"


def test_honest_input(program, tmp_path):
    connection = users(program, tmp_path)
    assert program.find_user(connection, "ann") == {"id": 1, "name": "ann", "email": "ann@example.org"}
    assert program.find_user(connection, "bob") is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import sqlite3


def ask(module, tmp_path, with_table):
    path = tmp_path / "readings.db"
    connection = sqlite3.connect(path)
    if with_table:
        connection.execute("CREATE TABLE IF NOT EXISTS readings_2024 (station, celsius, taken)")
        connection.execute("INSERT INTO readings_2024 VALUES ('north', 11.5, '2024-05-01')")
        connection.commit()
    connection.close()
    module.app.config["DATABASE"] = str(path)
    return module.app.test_client().get("/stations/north/latest")


def attack(module, tmp_path) -> bool:
    return "readings_2024" in ask(module, tmp_path, with_table=False).text


def test_honest_input(program, tmp_path):
    assert ask(program, tmp_path, with_table=False).status_code == 500
    assert ask(program, tmp_path, with_table=True).json == {"station": "north", "celsius": 11.5}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import sqlite3
from contextlib import closing


def ask(module, folder, club):
    for name, title in [("chess", "Open evening"), ("drafts", "Secret merger")]:
        with closing(sqlite3.connect(folder / f"{name}.db")) as db, db:
            db.execute("CREATE TABLE IF NOT EXISTS event (day TEXT, title TEXT)")
            db.execute("DELETE FROM event")
            db.execute("INSERT INTO event VALUES ('2025-05-01', ?)", (title,))
    module.app.config["FOLDER"] = folder
    return module.app.test_client().get(f"/events/{club}").get_data(as_text=True)


def attack(module, tmp_path) -> bool:
    return "Secret merger" in ask(module, tmp_path, "drafts")


def test_honest_input(program, tmp_path):
    assert "Open evening" in ask(program, tmp_path, "chess")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import sqlite3

from werkzeug.security import generate_password_hash

NEW = "a new long password"


def logged_in(module, tmp_path):
    module.app.config["DATABASE"] = str(tmp_path / "users.db")
    with sqlite3.connect(tmp_path / "users.db") as db:
        db.execute("CREATE TABLE IF NOT EXISTS users (name TEXT, hash TEXT)")
        db.execute("DELETE FROM users")
        hashed = generate_password_hash("old password", method="pbkdf2:sha256:1000")
        db.execute("INSERT INTO users VALUES ('ann', ?)", (hashed,))
    client = module.app.test_client()
    assert login(client, "old password") == 200
    return client


def login(client, password):
    return client.post("/login", data={"user": "ann", "password": password}).status_code


def attack(module, tmp_path) -> bool:
    """Somebody sits down at a browser in which ann is logged in."""
    client = logged_in(module, tmp_path)
    client.post("/settings/password", data={"new": NEW, "repeated": NEW})
    return login(module.app.test_client(), NEW) == 200


def test_honest_input(program, tmp_path):
    client = logged_in(program, tmp_path)
    assert client.post("/settings/password", data={"new": NEW, "repeated": "x"}).status_code == 400
    form = {"current": "old password", "new": NEW, "repeated": NEW}
    assert client.post("/settings/password", data=form).text == "stored"
    assert login(client, NEW) == 200


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

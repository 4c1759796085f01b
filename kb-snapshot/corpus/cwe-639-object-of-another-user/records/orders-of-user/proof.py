import sqlite3


def client_of(module, tmp_path, name):
    path = tmp_path / "shop.db"
    if not path.exists():
        with sqlite3.connect(path) as db:
            db.executescript("""
                CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
                CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, item TEXT);
                INSERT INTO users VALUES (1, 'ann'), (2, 'eve');
                INSERT INTO orders VALUES (10, 1, 'wheelchair'), (11, 2, 'kettle');
            """)
    module.app.config["DATABASE"] = str(path)
    client = module.app.test_client()
    return client, client.post("/login", data={"name": name}).json["user_id"]


def attack(module, tmp_path) -> bool:
    client, _ = client_of(module, tmp_path, "eve")
    return "wheelchair" in client.get("/orders", query_string={"user_id": 1}).text


def test_honest_input(program, tmp_path):
    client, own = client_of(program, tmp_path, "ann")
    assert client.get("/orders", query_string={"user_id": own}).json == [{"id": 10, "item": "wheelchair"}]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

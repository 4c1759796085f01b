import sqlite3


def client(module, tmp_path):
    path = str(tmp_path / "shop.db")
    with sqlite3.connect(path) as db:
        db.executescript("""
            CREATE TABLE products (name TEXT, price TEXT, published INTEGER);
            CREATE TABLE accounts (name TEXT, token TEXT);
            INSERT INTO products VALUES ('tea pot', '12', 1), ('tea cup', '4', 1), ('tea robot', '900', 0);
            INSERT INTO accounts VALUES ('ann', 'tok-4711');
        """)
    db.close()
    module.app.config["DATABASE"] = path
    return module.app.test_client()


def attack(module, tmp_path) -> bool:
    text = "x' UNION SELECT name, token FROM accounts --"
    response = client(module, tmp_path).get("/products", query_string={"q": text})
    return "tok-4711" in response.get_data(as_text=True)


def test_honest_input(program, tmp_path):
    browser = client(program, tmp_path)
    found = browser.get("/products?q=tea").get_json()
    assert found == [{"name": "tea cup", "price": "4"}, {"name": "tea pot", "price": "12"}]
    assert browser.get("/products?q=wine").get_json() == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

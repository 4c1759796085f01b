import sqlite3

from flask import Flask, g, jsonify, request

app = Flask(__name__)
app.config["DATABASE"] = "shop.db"


def get_db() -> sqlite3.Connection:
    if "db" not in g:
        g.db = sqlite3.connect(app.config["DATABASE"])
    return g.db


@app.teardown_appcontext
def close_db(_error=None):
    db = g.pop("db", None)
    if db is not None:
        db.close()


@app.route("/products")
def search_products():
    q = request.args.get("q", "")
    query = "SELECT name, price FROM products WHERE published = 1 AND name LIKE ?"
    cursor = get_db().cursor()
    cursor.execute(query, (f"%{q}%",))
    products = [{"name": name, "price": price} for name, price in cursor.fetchall()]
    return jsonify(sorted(products, key=lambda product: product["name"]))

"""Maps of the cycling club's rides."""

import sqlite3
from pathlib import Path

from flask import Flask, send_from_directory


def create_app(root: str) -> Flask:
    app = Flask(__name__, root_path=root)
    database = Path(root) / "club.db"

    def query(sql: str, *values):
        connection = sqlite3.connect(database)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    @app.get("/rides")
    def rides():
        return {"rides": [name for (name,) in query("SELECT name FROM ride ORDER BY name")]}

    @app.get("/maps/<path:name>")
    def ride_map(name):
        return send_from_directory(".", name, as_attachment=True)

    return app

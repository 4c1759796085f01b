"""Directory of the staff for the intranet."""

import sqlite3

from aiohttp import web

DATABASE = web.AppKey("database", sqlite3.Connection)


def connect(path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


async def employees(request: web.Request) -> web.Response:
    rows = request.app[DATABASE].execute("SELECT name, room, phone FROM employees ORDER BY name").fetchall()
    return web.json_response([dict(row) for row in rows])


async def rooms(request: web.Request) -> web.Response:
    rows = request.app[DATABASE].execute("SELECT DISTINCT room FROM employees ORDER BY room").fetchall()
    return web.json_response([row["room"] for row in rows])


def create_app(path) -> web.Application:
    app = web.Application()
    app[DATABASE] = connect(path)
    app.router.add_get("/employees", employees)
    app.router.add_get("/rooms", rooms)
    return app

"""Answers to the neighbourhood survey."""

import csv
from pathlib import Path

from aiohttp import web

COLUMNS = ("city", "age_group", "remark")
TABLE = web.AppKey("table", Path)


def escape_cell(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


async def add_answers(request: web.Request) -> web.Response:
    answers = await request.json()
    row = [escape_cell(str(answers.get(column, ""))) for column in COLUMNS]
    with request.app[TABLE].open("a", newline="", encoding="utf-8") as file:
        csv.writer(file).writerow(row)
    return web.json_response({"saved": True})


def make_app(table: Path) -> web.Application:
    app = web.Application()
    app[TABLE] = table
    app.router.add_post("/answers", add_answers)
    return app

"""Endpoint that the weather stations report to."""

import xml.etree.ElementTree as ET

from aiohttp import web


def readings(report: ET.Element) -> dict[str, str]:
    return {value.get("name", ""): value.text or "" for value in report.iter("value")}


async def receive(request: web.Request) -> web.Response:
    body = await request.text()
    try:
        report = ET.fromstring(body)
    except (ET.ParseError, ValueError):
        raise web.HTTPBadRequest(text="not a report")
    return web.json_response({"station": report.get("station"), "values": readings(report)})


def make_app() -> web.Application:
    app = web.Application()
    app.router.add_post("/reports", receive)
    return app

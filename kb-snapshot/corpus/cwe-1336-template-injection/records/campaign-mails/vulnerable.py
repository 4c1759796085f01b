"""Mails of a campaign: shop owners write the texts, the customers' names are filled in."""

from aiohttp import web
from jinja2 import DictLoader, Environment, TemplateError

CUSTOMERS = web.AppKey("customers", list)


async def campaign(request: web.Request) -> web.Response:
    form = await request.post()
    loader = DictLoader({"subject": form["subject"], "body": form["body"]})
    env = Environment(loader=loader, autoescape=True)
    mails = []
    try:
        for name in request.app[CUSTOMERS]:
            parts = {part: env.get_template(part).render(name=name) for part in ("subject", "body")}
            mails.append({"to": name, **parts})
    except TemplateError as error:
        raise web.HTTPUnprocessableEntity(text=f"The text does not work: {error}") from error
    return web.json_response(mails)


def make_app(customers: list[str]) -> web.Application:
    app = web.Application()
    app[CUSTOMERS] = customers
    app.add_routes([web.post("/campaign", campaign)])
    return app

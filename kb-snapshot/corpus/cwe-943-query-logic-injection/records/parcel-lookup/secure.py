"""Where is my parcel? Customers give the parcel's number and the postcode it goes to."""

from aiohttp import web
from sqlalchemy import Engine, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Parcel(Base):
    __tablename__ = "parcel"
    number: Mapped[str] = mapped_column(String(12), primary_key=True)
    postcode: Mapped[str] = mapped_column(String(8))
    street: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(40))


ENGINE = web.AppKey("engine", Engine)


async def lookup(request: web.Request) -> web.Response:
    body = await request.json()
    if not body.get("number"):
        raise web.HTTPBadRequest(text="the number, please")
    with Session(request.app[ENGINE]) as session:
        wanted = select(Parcel).filter_by(number=str(body["number"]), postcode=str(body.get("postcode")))
        parcel = session.scalars(wanted).first()
        if parcel is None:
            raise web.HTTPNotFound(text="number and postcode don't fit")
        return web.json_response({"state": parcel.state, "street": parcel.street})


def make_app(engine: Engine) -> web.Application:
    app = web.Application()
    app[ENGINE] = engine
    app.router.add_post("/lookup", lookup)
    return app

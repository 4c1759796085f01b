from fastapi import FastAPI, HTTPException, Request
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
app = FastAPI()
CUSTOMERS = {"key-ann": "ann", "key-bob": "bob"}
FILTERS = ("state", "priority")


class Base(DeclarativeBase):
    pass


class Ticket(Base):
    __tablename__ = "tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str]
    subject: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")
    priority: Mapped[str] = mapped_column(default="low")


@app.get("/tickets")
async def tickets(request: Request) -> list[str]:
    customer = CUSTOMERS.get(request.headers.get("x-key", ""))
    if customer is None:
        raise HTTPException(401, "unknown key")
    given = request.query_params
    criteria = {name: given[name] for name in FILTERS if name in given}
    with Session(engine) as session:
        found = session.query(Ticket).filter_by(**criteria).filter_by(customer=customer)
        return [ticket.subject for ticket in found]

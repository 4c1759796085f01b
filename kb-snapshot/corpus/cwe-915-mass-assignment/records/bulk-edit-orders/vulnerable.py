from fastapi import FastAPI, Request
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, create_engine, update
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
metadata = MetaData()
orders = Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", String, default=""),
    Column("note", String, default=""),
    Column("paid", Boolean, default=False),
)
DELIVERY = ("address", "note")
app = FastAPI()


@app.patch("/orders/{order_id}")
async def change_delivery(order_id: int, request: Request) -> dict[str, int]:
    body = await request.json()
    statement = update(orders).where(orders.c.id == order_id).values(**body)
    with engine.begin() as connection:
        result = connection.execute(statement)
    return {"changed": result.rowcount}

"""Orders of the flower shop."""

import secrets

from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class Order(Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    customer = Column(String)
    bouquet = Column(String)
    card_token = Column(String)
    card_last4 = Column(String)


class NewOrder(BaseModel):
    customer: str
    bouquet: str
    card: str


class Provider:
    """The payment provider: it knows the cards."""

    def __init__(self):
        self.cards = {}

    def token(self, card: str) -> str:
        token = "tok_" + secrets.token_hex(8)
        self.cards[token] = card
        return token


def create_app(database: str, provider: Provider) -> FastAPI:
    engine = create_engine(database)
    Base.metadata.create_all(engine)
    app = FastAPI()

    @app.post("/orders")
    def add(new: NewOrder):
        with Session(engine) as session:
            order = Order(customer=new.customer, bouquet=new.bouquet)
            order.card_token, order.card_last4 = provider.token(new.card), new.card[-4:]
            session.add(order)
            session.commit()
            return {"number": order.id, "card": new.card[-4:]}

    return app

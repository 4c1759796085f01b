import os

from flask import Flask, jsonify, request, session
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool

app = Flask(__name__)
app.secret_key = os.urandom(32)
engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})


class Base(DeclarativeBase):
    pass


class Address(Base):
    __tablename__ = "addresses"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]
    street: Mapped[str]


@app.post("/login/<int:customer>")
def login(customer):
    session["customer_id"] = customer
    return jsonify(customer=customer)


@app.get("/addresses")
def addresses():
    if "customer_id" not in session:
        return jsonify(error="log in first"), 401
    customer = request.args.get("customer_id")
    with Session(engine) as db:
        found = db.query(Address).filter_by(customer_id=customer).order_by(Address.id)
        return jsonify([address.street for address in found])

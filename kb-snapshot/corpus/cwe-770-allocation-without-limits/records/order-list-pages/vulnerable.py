"""Orders, page by page."""

from flask import Flask, jsonify, request
from sqlalchemy import Column, Integer, String, create_engine, select
from sqlalchemy.orm import Session, declarative_base
from sqlalchemy.pool import StaticPool

app = Flask(__name__)
Base = declarative_base()
engine = create_engine("sqlite://", poolclass=StaticPool)


class Order(Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    item = Column(String, nullable=False)


@app.get("/orders")
def list_orders():
    page = max(int(request.args.get("page", "1")), 1)
    per_page = int(request.args.get("per_page", "20"))
    wanted = select(Order).order_by(Order.id.desc()).limit(per_page).offset((page - 1) * per_page)
    with Session(engine) as session:
        return jsonify([order.item for order in session.scalars(wanted)])

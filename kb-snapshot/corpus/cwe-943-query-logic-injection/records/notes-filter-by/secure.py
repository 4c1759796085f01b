from flask import Flask, jsonify, request
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
app = Flask(__name__)
SEARCHABLE = ("topic", "author")


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    topic: Mapped[str]
    author: Mapped[str]
    share_token: Mapped[str]


@app.post("/notes/search")
def search():
    body = request.get_json()
    criteria = {column: str(body[column]) for column in SEARCHABLE if column in body}
    with Session(engine) as session:
        notes = session.query(Note).filter_by(**criteria).order_by(Note.title)
        return jsonify([note.title for note in notes])

from flask import Flask, abort, jsonify, request
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
app = Flask(__name__)
EDITABLE = {"name", "city"}


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    city: Mapped[str] = mapped_column(default="")
    is_admin: Mapped[bool] = mapped_column(default=False)


@app.patch("/profile/<int:user_id>")
def change_profile(user_id):
    with Session(engine) as session:
        user = session.get(User, user_id)
        if user is None:
            abort(404)
        for field, value in request.get_json().items():
            if field in EDITABLE:
                setattr(user, field, value)
        session.commit()
        return jsonify(name=user.name, city=user.city)

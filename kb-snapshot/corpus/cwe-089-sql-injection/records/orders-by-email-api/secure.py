from collections.abc import Iterator

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine(
    "sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool
)
SessionLocal = sessionmaker(engine)
app = FastAPI()


def get_session() -> Iterator[Session]:
    with SessionLocal() as session:
        yield session


@app.get("/orders")
def orders_of_customer(email: str, session: Session = Depends(get_session)) -> list[dict]:
    rows = session.execute(
        text("SELECT id, total FROM orders WHERE email = :email ORDER BY id DESC"), {"email": email}
    )
    return [{"id": row.id, "total": row.total} for row in rows]

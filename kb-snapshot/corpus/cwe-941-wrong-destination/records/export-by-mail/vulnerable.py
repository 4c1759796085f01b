import csv
import io

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
outbox: list[tuple[str, str]] = []
customers: dict[int, dict] = {}


class Export(BaseModel):
    customer: int
    email: str = ""


def as_csv(rows: list[dict]) -> str:
    lines = io.StringIO()
    writer = csv.DictWriter(lines, ["order", "total"])
    writer.writeheader()
    writer.writerows(rows)
    return lines.getvalue()


def send_mail(to: str, text: str) -> None:
    outbox.append((to, text))


@app.post("/exports", status_code=202)
def export_orders(body: Export) -> dict:
    customer = customers.get(body.customer)
    if customer is None:
        raise HTTPException(404, "no such customer")
    send_mail(body.email, as_csv(customer["orders"]))
    return {"exported": len(customer["orders"])}

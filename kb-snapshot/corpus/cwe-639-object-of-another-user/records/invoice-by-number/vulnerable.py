from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel

app = FastAPI()


class Invoice(BaseModel):
    number: int
    customer: str
    total: int


tokens = {"t-ann": "ann", "t-eve": "eve"}
invoices = {
    501: Invoice(number=501, customer="ann", total=940),
    502: Invoice(number=502, customer="eve", total=12),
}


def current_customer(authorization: str = Header("")) -> str:
    customer = tokens.get(authorization.removeprefix("Bearer "))
    if customer is None:
        raise HTTPException(401, "log in first")
    return customer


@app.get("/invoices/{number}")
def read_invoice(number: int, customer: str = Depends(current_customer)) -> Invoice:
    invoice = invoices.get(number)
    if invoice is None:
        raise HTTPException(404, "no such invoice")
    return invoice

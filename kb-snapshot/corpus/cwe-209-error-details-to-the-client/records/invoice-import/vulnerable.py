"""Totals of the invoices in the inbox."""

import json
import logging
from pathlib import Path

from fastapi import FastAPI, HTTPException

app = FastAPI()
logger = logging.getLogger(__name__)
INBOX = Path("/srv/invoices/inbox")


def read_invoice(number: int) -> dict:
    return json.loads((INBOX / f"{number}.json").read_text())


@app.get("/invoices/{number}/total")
async def total(number: int):
    try:
        invoice = read_invoice(number)
        amount = sum(item["price"] * item["count"] for item in invoice["items"])
    except Exception as err:
        logger.warning("invoice %d is not readable", number)
        raise HTTPException(status_code=500, detail=str(err))
    return {"number": number, "total": amount}

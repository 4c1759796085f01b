"""New passwords for the patients' portal."""

import secrets

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
accounts = {"ada@example.org": "Ada"}
tokens: dict[str, str] = {}
outbox: list[tuple[str, str]] = []


class Address(BaseModel):
    address: str


@app.post("/forgotten")
def forgot_password(form: Address):
    address = form.address.strip().lower()
    if address in accounts:
        token = secrets.token_urlsafe(32)
        tokens[token] = address
        outbox.append((address, f"https://portal.example/new-password?token={token}"))
    return {"message": "If there is such an account, a mail is on its way."}


@app.post("/new-password")
def new_password(token: str):
    address = tokens.pop(token, None)
    if address is None:
        raise HTTPException(400, "This link was used or is too old.")
    return {"name": accounts[address]}

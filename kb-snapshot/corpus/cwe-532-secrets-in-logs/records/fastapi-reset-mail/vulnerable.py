"""Forgotten passwords: a link with a token is sent by mail."""

import logging
import secrets

from fastapi import FastAPI, HTTPException

logger = logging.getLogger("accounts")
app = FastAPI()

PASSWORDS = {"kim@example.org": secrets.token_hex(8)}
PENDING: dict[str, str] = {}
OUTBOX: list[tuple[str, str]] = []


@app.post("/forgotten")
async def forgotten(email: str):
    if email in PASSWORDS:
        token = secrets.token_urlsafe()
        PENDING[token] = email
        OUTBOX.append((email, f"https://accounts.example/reset?token={token}"))
        logger.info(f"Sent reset token {token} to {email}")
    return {"sent": True}


@app.post("/reset")
async def reset(token: str, password: str):
    email = PENDING.pop(token, None)
    if email is None:
        raise HTTPException(status_code=403)
    PASSWORDS[email] = password
    logger.info("Password of %s was changed", email)
    return {"changed": True}

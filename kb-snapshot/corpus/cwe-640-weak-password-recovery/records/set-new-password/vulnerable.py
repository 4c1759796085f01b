import hashlib
import secrets

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
passwords: dict[str, str] = {}
tokens: dict[str, str] = {}


class NewPassword(BaseModel):
    user: str
    token: str
    password: str


def hashed(user: str, password: str) -> str:
    return hashlib.scrypt(password.encode(), salt=b"salt of " + user.encode(), n=2**14, r=8, p=1).hex()


def start_reset(user: str) -> str:
    """Make the token that is mailed to the user."""
    token = secrets.token_urlsafe(32)
    tokens[token] = user
    return token


@app.post("/reset")
def reset(body: NewPassword) -> dict:
    if body.token not in tokens:
        raise HTTPException(403, "this link is not valid any more")
    tokens.pop(body.token)
    user = body.user
    passwords[user] = hashed(user, body.password)
    return {"changed": user}

import hashlib
import hmac
import os

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

app = FastAPI()
accounts: dict[str, tuple[bytes, bytes]] = {}


class Account(BaseModel):
    name: str = Field(min_length=1, max_length=40)
    password: str = Field(min_length=12, max_length=128)


class Login(BaseModel):
    name: str
    password: str


def hashed(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


@app.post("/register", status_code=201)
def register(account: Account) -> dict:
    salt = os.urandom(16)
    accounts[account.name] = salt, hashed(account.password, salt)
    return {"name": account.name}


@app.post("/login")
def login(body: Login) -> dict:
    salt, stored = accounts.get(body.name, (b"", b""))
    if not hmac.compare_digest(stored, hashed(body.password, salt)):
        raise HTTPException(403, "wrong name or password")
    return {"name": body.name}

"""Notes that can be read once, by whoever has the code."""

import base64
import itertools
import secrets

from cryptography.fernet import Fernet, InvalidToken
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
numbers = itertools.count(1)
store: dict[int, bytes] = {}


class Text(BaseModel):
    text: str


def new_code() -> str:
    return f"{secrets.randbelow(10_000):04}"


def cipher_for(code: str) -> Fernet:
    key = code.zfill(32).encode()
    return Fernet(base64.urlsafe_b64encode(key))


@app.post("/notes")
async def leave(note: Text):
    number, code = next(numbers), new_code()
    store[number] = cipher_for(code).encrypt(note.text.encode())
    return {"number": number, "code": code}


@app.post("/notes/{number}")
async def read(number: int, code: Text):
    try:
        text = cipher_for(code.text).decrypt(store[number])
    except (KeyError, ValueError, InvalidToken):
        raise HTTPException(404) from None
    del store[number]
    return {"text": text.decode()}

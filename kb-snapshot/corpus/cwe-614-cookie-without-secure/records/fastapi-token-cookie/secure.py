"""Reading list with a token in a cookie."""

import secrets

from fastapi import Cookie, FastAPI, HTTPException, Response
from pydantic import BaseModel

app = FastAPI()
PINS = {"ada": "4711"}
issued = {}


class Pin(BaseModel):
    name: str
    pin: str


@app.post("/token")
async def issue(pin: Pin, response: Response):
    if PINS.get(pin.name) != pin.pin:
        raise HTTPException(401)
    token = secrets.token_urlsafe(32)
    issued[token] = pin.name
    response.set_cookie(
        key="access_token", value=token, max_age=3600, secure=True, httponly=True, samesite="strict",
    )
    return {"name": pin.name}


@app.get("/list")
async def reading_list(access_token: str = Cookie(default="")):
    if access_token not in issued:
        raise HTTPException(401)
    return {"owner": issued[access_token], "books": ["Emma", "Dune"]}

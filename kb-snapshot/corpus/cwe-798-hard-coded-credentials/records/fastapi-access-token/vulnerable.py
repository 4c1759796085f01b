"""Access tokens for the measuring stations' API."""

import os
import time

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

SIGNING_KEY = "stations-api-signing-key-v1-please-keep"
PINS = {"north": os.urandom(4).hex()}

app = FastAPI()
bearer = HTTPBearer()


def make_token(station: str, role: str) -> str:
    claims = {"sub": station, "role": role, "exp": int(time.time()) + 3600}
    return jwt.encode(claims, SIGNING_KEY, algorithm="HS256")


def current(credentials: HTTPAuthorizationCredentials = Depends(bearer)) -> dict:
    try:
        return jwt.decode(credentials.credentials, SIGNING_KEY, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(status_code=401)


@app.post("/token")
async def token(station: str, pin: str):
    if PINS.get(station) != pin:
        raise HTTPException(status_code=403)
    return {"token": make_token(station, "station")}


@app.get("/stations")
async def stations(claims: dict = Depends(current)):
    if claims["role"] != "operator":
        return {"stations": [claims["sub"]]}
    return {"stations": ["north", "south", "vault"]}

import secrets
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import FastAPI, Header, HTTPException

app = FastAPI()
KEY = secrets.token_bytes(32)
ACCOUNTS = {"ada": {"name": "ada", "plan": "gold"}}


def issue_token(name):
    expires = datetime.now(timezone.utc) + timedelta(minutes=15)
    return jwt.encode({"sub": name, "aud": "api", "exp": expires}, KEY, algorithm="HS256")


@app.get("/account")
def account(authorization: str = Header()):
    try:
        claims = jwt.decode(authorization.removeprefix("Bearer "), KEY, algorithms=["HS256"], audience="api")
    except jwt.InvalidTokenError:
        raise HTTPException(401, "log in again")
    return ACCOUNTS[claims["sub"]]

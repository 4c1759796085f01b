"""Readings and calibration of the river sensors."""

import os
from typing import Annotated

import jwt
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Security
from fastapi.security import OAuth2PasswordBearer, SecurityScopes

KEY = os.environ.get("TOKEN_KEY") or os.urandom(32).hex()
bearer = OAuth2PasswordBearer(tokenUrl="token")
offsets = {"weir": 0.0, "bridge": 0.2}


async def caller(security_scopes: SecurityScopes, token: Annotated[str, Depends(bearer)]) -> str:
    try:
        claims = jwt.decode(token, KEY, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(401, "invalid token") from None
    granted = claims.get("scope", "").split()
    if not all(scope in granted for scope in security_scopes.scopes):
        raise HTTPException(403, "not enough scopes")
    return claims["sub"]


router = APIRouter(prefix="/sensors", dependencies=[Security(caller, scopes=["sensors:read"])])


@router.get("/{name}")
async def offset(name: str):
    return {"offset": offsets[name]}


@router.put("/{name}")
async def calibrate(
    name: str, value: float, user: Annotated[str, Security(caller, scopes=["sensors:read", "sensors:write"])]
):
    offsets[name] = value
    return {"offset": value, "by": user}


app = FastAPI()
app.include_router(router)

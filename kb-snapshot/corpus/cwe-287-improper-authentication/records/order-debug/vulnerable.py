import os
import secrets

from fastapi import FastAPI, HTTPException, Request

app = FastAPI()
OPERATOR_KEY = os.environ.get("OPERATOR_KEY", secrets.token_hex())
ORDERS = {1: {"item": "lamp", "card": "4929 1111 2222 3333"}}


@app.get("/orders/{number}")
async def order(number: int, request: Request):
    if number not in ORDERS:
        raise HTTPException(404)
    found = ORDERS[number]
    if request.query_params.get("admin") == "1":
        return found
    return {"item": found["item"]}

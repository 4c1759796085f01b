"""Click counter for the partner links in the newsletter."""

from collections import Counter

from fastapi import FastAPI, HTTPException
from fastapi.responses import RedirectResponse

app = FastAPI()
clicks = Counter()

PARTNERS = {
    "seeds": "https://seeds.example/spring",
    "tools": "https://tools.example/",
}


@app.get("/out")
async def follow(to: str):
    if to not in PARTNERS:
        raise HTTPException(404)
    address = PARTNERS[to]
    clicks[to] += 1
    return RedirectResponse(address, status_code=303)


@app.get("/clicks")
async def show():
    return dict(clicks)

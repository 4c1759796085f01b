"""Import of meter readings."""

import defusedxml.ElementTree as ET
from fastapi import FastAPI, HTTPException, Request

app = FastAPI()
LIMIT = 4096
comments: list[str] = []


@app.post("/readings")
async def readings(request: Request):
    body = await request.body()
    if len(body) > LIMIT:
        raise HTTPException(413)
    try:
        root = ET.fromstring(body)
    except (ET.ParseError, ValueError):
        raise HTTPException(400, "This is no list of readings.") from None
    values = [float(reading.text) for reading in root.iter("reading")]
    comments.extend(comment.text or "" for comment in root.iter("comment"))
    return {"count": len(values), "sum": sum(values)}

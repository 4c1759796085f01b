"""Takes reports and indexes them one after the other."""

import asyncio

from fastapi import FastAPI, HTTPException, Request

app = FastAPI()
jobs = asyncio.Queue(maxsize=100)


@app.post("/reports", status_code=202)
async def take_report(request: Request):
    report = (await request.body())[:10_000]
    try:
        jobs.put_nowait(report)
    except asyncio.QueueFull:
        raise HTTPException(503, "busy, please try again later") from None
    return {"waiting": jobs.qsize()}


async def work(index):
    while True:
        report = await jobs.get()
        await index(report.decode("utf-8", "replace"))
        jobs.task_done()

import httpx
from fastapi import Body, FastAPI

app = FastAPI()
EVENT = {"type": "ping", "id": 0}


@app.post("/webhooks/test")
async def test_webhook(callback: str = Body(embed=True)):
    async with httpx.AsyncClient(timeout=5) as client:
        answer = await client.post(callback, json=EVENT)
    return {"status": answer.status_code, "body": answer.text[:200]}

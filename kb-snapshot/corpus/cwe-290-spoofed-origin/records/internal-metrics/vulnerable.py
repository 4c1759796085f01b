from fastapi import Depends, FastAPI, HTTPException, Request

app = FastAPI()
MONITORING = {"10.0.0.5", "10.0.0.6"}
counters = {"orders": 12, "errors": 0}


async def internal_only(request: Request):
    address = request.headers.get("x-real-ip") or request.client.host
    if address not in MONITORING:
        raise HTTPException(403, "for the monitoring hosts")


@app.get("/metrics", dependencies=[Depends(internal_only)])
async def metrics():
    return counters


@app.get("/health")
async def health():
    return {"ok": True}

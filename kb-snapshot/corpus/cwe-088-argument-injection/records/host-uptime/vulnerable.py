"""Status page of the computer lab."""

import subprocess

from fastapi import FastAPI

app = FastAPI()


@app.get("/uptime")
def uptime(host: str):
    result = subprocess.run(
        ["ssh", "-oBatchMode=yes", "-oConnectTimeout=1", host, "uptime"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=5,
    )
    if result.returncode != 0:
        return {"host": host, "state": "down"}
    return {"host": host, "state": "up", "load": result.stdout.strip()}

"""Callback addresses of partners."""

from urllib.parse import urlsplit

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
hooks: list[str] = []


class Hook(BaseModel):
    url: str


def is_partner(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" and ("." + host).endswith(".partner.example")


@app.post("/hooks", status_code=201)
def add_hook(hook: Hook) -> dict[str, int]:
    if not is_partner(hook.url):
        raise HTTPException(400, "only addresses of partners")
    hooks.append(hook.url)
    return {"hooks": len(hooks)}

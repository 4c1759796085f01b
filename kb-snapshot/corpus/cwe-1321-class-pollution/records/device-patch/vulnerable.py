"""Remote control for the lamps of the greenhouse."""

from fastapi import FastAPI, HTTPException
from glom import PathAccessError, PathAssignError, assign
from pydantic import BaseModel

app = FastAPI()


class Lamp:
    limit = 100

    def __init__(self):
        self.level = 40
        self.label = "lamp"


class Device:
    def __init__(self):
        self.lamp = Lamp()


devices = {"north": Device(), "south": Device()}


class Change(BaseModel):
    path: str
    value: int


@app.patch("/devices/{name}")
def patch(name: str, change: Change):
    try:
        assign(devices[name], change.path, change.value)
    except (KeyError, PathAccessError, PathAssignError):
        raise HTTPException(404, "There is nothing to set.") from None
    return {"level": min(devices[name].lamp.level, devices[name].lamp.limit)}

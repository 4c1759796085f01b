"""Postal areas by the name of the town."""

import functools
import zlib

from fastapi import FastAPI

app = FastAPI()
AREAS = ["north", "east", "south", "west"]


@functools.lru_cache(maxsize=512)
def area_of(town):
    number = zlib.crc32(town.strip().lower().encode())
    return town.title() + " is served from the " + AREAS[number % len(AREAS)]


@app.get("/area")
def area(town: str):
    return {"answer": area_of(town)}

"""Catalogue of the seed exchange: an API, and the pages that use it."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

SEEDS = [
    {"name": "runner bean", "grams": 40},
    {"name": "beetroot", "grams": 15},
    {"name": "sunflower", "grams": 25},
]


def settings() -> dict[str, str]:
    lines = Path(".env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def create_app() -> FastAPI:
    app = FastAPI(title=settings().get("TITLE", "Seeds"))

    @app.get("/api/seeds")
    def seeds(longest: int = 100):
        return SEEDS[:longest]

    @app.get("/api/seeds/{name}")
    def seed(name: str):
        return next((seed for seed in SEEDS if seed["name"] == name), None)

    app.mount("/", StaticFiles(directory="public", html=True), name="pages")
    return app

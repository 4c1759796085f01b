"""Preview of color themes that people paste into the editor."""

import yaml
from fastapi import FastAPI, HTTPException, Request

app = FastAPI()

SIGNING_KEY = "5f2c-theme-links"
DEFAULTS = {"background": "#fff", "text": "#222", "accent": "#07c"}


def merge(theme: dict) -> dict:
    return {name: str(theme.get(name, value)) for name, value in DEFAULTS.items()}


@app.post("/themes/preview")
async def preview(request: Request):
    source = await request.body()
    try:
        theme = yaml.load(source, yaml.FullLoader)
    except yaml.YAMLError as error:
        raise HTTPException(status_code=422, detail="not a theme") from error
    return merge(theme or {})

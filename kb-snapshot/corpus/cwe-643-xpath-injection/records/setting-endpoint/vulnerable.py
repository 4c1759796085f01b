"""Settings for the displays in the hall."""

from xml.etree import ElementTree

from fastapi import FastAPI, HTTPException

CONFIG = """<config>
  <display><theme>dark</theme><language>en</language></display>
  <database><host>db1</host><password>opensesame</password></database>
</config>"""

DISPLAY_SETTINGS = {"theme", "language", "rotation"}

app = FastAPI()
config = ElementTree.fromstring(CONFIG)


@app.get("/defaults")
def defaults() -> list[str]:
    return sorted(DISPLAY_SETTINGS)


@app.get("/settings/{name:path}")
def setting(name: str) -> dict[str, str]:
    value = config.findtext("./display/" + name)
    if value is None:
        raise HTTPException(404, "no such setting")
    return {"name": name, "value": value}

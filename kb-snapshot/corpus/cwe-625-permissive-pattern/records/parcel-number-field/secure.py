"""Labels for the printer."""

from fastapi import FastAPI, Query
from fastapi.responses import PlainTextResponse

app = FastAPI()


@app.get("/label", response_class=PlainTextResponse)
def label(number: str = Query(max_length=60, pattern="^[A-Z0-9]+$")):
    lines = [
        "^XA",
        f"^FO50,50^FD{number}^FS",
        "^XZ",
    ]
    return "\n".join(lines)

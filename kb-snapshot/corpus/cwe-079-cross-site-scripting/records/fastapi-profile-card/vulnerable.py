"""Public profile cards of the maker directory."""

from fastapi import APIRouter, FastAPI, HTTPException
from fastapi.responses import HTMLResponse

router = APIRouter()

MAKERS = {
    "ada": {"city": "London", "crafts": ["weaving", "engines"]},
    "grace": {"city": "New York", "crafts": ["clocks"]},
}


@router.get("/makers/{handle}")
async def card(handle: str, ref: str = "the directory"):
    maker = MAKERS.get(handle)
    if maker is None:
        raise HTTPException(status_code=404)
    crafts = ", ".join(maker["crafts"])
    body = f"<article><h2>{handle}</h2><p>{maker['city']}: {crafts}</p>"
    body += f"<footer>You came here from {ref}.</footer></article>"
    return HTMLResponse(body)


app = FastAPI()
app.include_router(router)

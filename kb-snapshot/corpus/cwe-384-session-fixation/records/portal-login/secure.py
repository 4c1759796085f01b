import secrets

from fastapi import Cookie, FastAPI, HTTPException, Response
from pydantic import BaseModel

app = FastAPI()
PINS = {}
SESSIONS = {}


class Login(BaseModel):
    name: str
    pin: str


@app.post("/login")
def login(body: Login, response: Response, session_id: str | None = Cookie(None)):
    if not secrets.compare_digest(PINS.get(body.name, ""), body.pin):
        raise HTTPException(403, "name or PIN is wrong")
    SESSIONS.pop(session_id, None)
    session_id = secrets.token_urlsafe()
    SESSIONS[session_id] = body.name
    response.set_cookie("session_id", session_id, httponly=True, secure=True, samesite="lax")
    return {"welcome": body.name}


@app.get("/payslips")
def payslips(session_id: str = Cookie()):
    if session_id not in SESSIONS:
        raise HTTPException(401, "log in first")
    return {"for": SESSIONS[session_id], "payslips": ["May", "June"]}

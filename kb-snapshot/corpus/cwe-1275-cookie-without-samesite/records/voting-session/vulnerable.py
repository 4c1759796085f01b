import os

from fastapi import FastAPI, Form, HTTPException, Request
from starlette.middleware.sessions import SessionMiddleware

app = FastAPI()
app.add_middleware(
    SessionMiddleware,
    secret_key=os.environ.get("SESSION_KEY") or os.urandom(32).hex(),
    https_only=True,
    same_site="none",
)

votes: dict[str, str] = {}


@app.post("/login")
def login(request: Request, user: str = Form()) -> dict:
    request.session["user"] = user
    return {"user": user}


@app.post("/vote")
def vote(request: Request, choice: str = Form()) -> dict:
    user = request.session.get("user")
    if user is None:
        raise HTTPException(401, "log in first")
    votes[user] = choice
    return {"votes": len(votes)}

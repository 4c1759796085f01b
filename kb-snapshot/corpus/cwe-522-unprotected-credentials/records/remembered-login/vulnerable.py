import hashlib
import hmac
import secrets

from fastapi import Cookie, FastAPI, Form, HTTPException, Response

app = FastAPI()
members: dict[str, str] = {}
remembered: dict[str, str] = {}
KEEP = {"max_age": 30 * 24 * 3600, "secure": True, "httponly": True, "samesite": "lax"}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def token_for(user: str) -> str:
    token = secrets.token_urlsafe(32)
    remembered[digest(token)] = user
    return token


@app.post("/login")
def login(response: Response, user: str = Form(), secret_word: str = Form()) -> dict:
    if user not in members or not hmac.compare_digest(members[user].encode(), secret_word.encode()):
        raise HTTPException(403, "wrong name or password")
    response.set_cookie("member", user, **KEEP)
    response.set_cookie("password", secret_word, **KEEP)
    return {"user": user}


@app.get("/me")
def me(member: str = Cookie(""), password: str = Cookie("")) -> dict:
    if member not in members or not hmac.compare_digest(members[member].encode(), password.encode()):
        raise HTTPException(401, "log in first")
    return {"user": member}

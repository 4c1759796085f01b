import secrets

from fastapi import Cookie, FastAPI, Form, HTTPException, Response

app = FastAPI()
users: dict[str, str] = {}
tokens: dict[str, str] = {}


@app.post("/login")
def login(response: Response, user: str = Form(), password: str = Form()) -> dict:
    if not secrets.compare_digest(users.get(user, "").encode(), password.encode()) or user not in users:
        raise HTTPException(403, "wrong name or password")
    token = secrets.token_urlsafe(32)
    tokens[token] = user
    response.set_cookie("access_token", token, secure=True, httponly=True, samesite="strict")
    return {"user": user}


@app.get("/me")
def me(access_token: str = Cookie("")) -> dict:
    user = tokens.get(access_token)
    if user is None:
        raise HTTPException(401, "log in first")
    return {"user": user}

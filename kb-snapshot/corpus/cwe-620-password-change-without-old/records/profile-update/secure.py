import hashlib
import hmac

from fastapi import FastAPI, Header, HTTPException
from pydantic import BaseModel

app = FastAPI()
sessions: dict[str, str] = {}
users: dict[str, dict] = {}


class ProfileUpdate(BaseModel):
    name: str | None = None
    language: str | None = None
    password: str | None = None
    current_password: str = ""


def hashed(user: str, password: str) -> str:
    return hashlib.scrypt(password.encode(), salt=b"salt of " + user.encode(), n=2**14, r=8, p=1).hex()


@app.patch("/me")
def update_me(update: ProfileUpdate, x_session: str = Header("")) -> dict:
    user = sessions.get(x_session)
    if user is None:
        raise HTTPException(401, "log in first")
    changes = update.model_dump(exclude_unset=True, exclude={"current_password"})
    if "password" in changes:
        if not hmac.compare_digest(users[user]["password"], hashed(user, update.current_password)):
            raise HTTPException(403, "the current password is wrong")
        changes["password"] = hashed(user, changes["password"])
    users[user].update(changes)
    return {"changed": sorted(changes)}

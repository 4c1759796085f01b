"""Login of the members' area: the directory knows the passwords."""

from fastapi import FastAPI, Form, HTTPException, Request
from ldap3 import Connection

app = FastAPI()


def connect(request: Request) -> Connection:
    return request.app.state.directory


@app.post("/login")
def login(request: Request, name: str = Form(), password: str = Form()):
    conn: Connection = connect(request)
    if not conn.rebind(user=f"uid={name},ou=members,dc=club", password=password):
        raise HTTPException(401, "Name or password is wrong.")
    return {"member": name}


@app.get("/")
def home():
    return {"club": "chess"}

"""Staff list for the office map."""

from dataclasses import dataclass
from operator import attrgetter

from fastapi import FastAPI, HTTPException


@dataclass
class Account:
    login: str
    password: str


@dataclass
class Person:
    name: str
    room: str
    account: Account


STAFF = [
    Person("Ann", "2.14", Account("ann", "scrypt$9f31")),
    Person("Bob", "0.03", Account("bob", "scrypt$77aa")),
]
PUBLIC = {"name", "room"}
app = FastAPI()


@app.get("/columns")
def columns() -> list[str]:
    return sorted(PUBLIC)


@app.get("/staff/{column}")
def staff(column: str) -> list[str]:
    try:
        return sorted(map(attrgetter(column), STAFF))
    except AttributeError:
        raise HTTPException(404, "no such column")

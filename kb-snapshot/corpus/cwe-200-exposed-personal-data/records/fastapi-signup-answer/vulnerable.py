"""Participants of the evening courses."""

import secrets
from dataclasses import asdict, dataclass, field

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()


class SignUp(BaseModel):
    name: str
    mail: str


@dataclass
class Participant:
    name: str
    mail: str
    confirmed: bool = False
    code: str = field(default_factory=lambda: secrets.token_urlsafe(16))


participants: dict[str, Participant] = {}
outbox: list[tuple[str, str]] = []


@app.post("/participants", status_code=201)
def register(new: SignUp):
    if new.mail in participants:
        raise HTTPException(409, "already on the list")
    participant = Participant(new.name, new.mail)
    participants[new.mail] = participant
    outbox.append((new.mail, participant.code))
    return asdict(participant)


@app.post("/participants/{mail}/confirm")
def confirm(mail: str, code: str):
    participant = participants.get(mail)
    if participant is None or not secrets.compare_digest(participant.code, code):
        raise HTTPException(403)
    participant.confirmed = True
    return {"confirmed": True}

"""Invitations to a shared board."""

import uuid

from fastapi import FastAPI, HTTPException

app = FastAPI()

invitations: dict[str, dict[str, str]] = {}
members: dict[str, list[str]] = {}


@app.post("/boards/{board}/invitations")
async def invite(board: str, guest: str):
    """Make a link for one guest; it is shown to the one who invites."""
    invitation = str(uuid.uuid4())
    invitations[invitation] = {"board": board, "guest": guest}
    return {"link": f"/invitations/{invitation}"}


@app.post("/invitations/{invitation}")
async def accept(invitation: str):
    details = invitations.pop(invitation, None)
    if details is None:
        raise HTTPException(status_code=404)
    members.setdefault(details["board"], []).append(details["guest"])
    return details


@app.get("/boards/{board}/members")
async def list_members(board: str):
    return members.get(board, [])

"""Seating plan of the choir."""

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route


@dataclass
class Member:
    name: str
    voice: str
    phone: str
    password_hash: str


MEMBERS = {
    1: Member("Ann", "alto", "+49 30 5550199", "scrypt:32768:8:1$u1$9d0c"),
    2: Member("Ben", "bass", "+49 30 5550144", "scrypt:32768:8:1$k7$41fe"),
}


class MemberEndpoint(HTTPEndpoint):
    async def get(self, request):
        member = MEMBERS.get(request.path_params["number"])
        if member is None:
            raise HTTPException(404, "nobody sits there")
        return JSONResponse(vars(member))


app = Starlette(routes=[Route("/members/{number:int}", MemberEndpoint)])

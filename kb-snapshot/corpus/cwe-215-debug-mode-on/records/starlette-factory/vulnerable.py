"""Ticket counter of the town hall."""

from dataclasses import dataclass, field
from itertools import count

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


@dataclass
class Counter:
    desks: int = 3
    numbers: count = field(default_factory=lambda: count(1))

    async def take(self, request):
        return JSONResponse({"number": next(self.numbers)})

    async def desk(self, request):
        number = int(request.query_params["number"])
        return JSONResponse({"desk": number % self.desks + 1})


def create_app(counter: Counter) -> Starlette:
    routes = [Route("/take", counter.take, methods=["POST"]), Route("/desk", counter.desk)]
    return Starlette(debug=True, routes=routes)

"""Customers of the bindery, as seen by the order page."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET


class Customer:
    def __init__(self, name: str, town: str, iban: str):
        self.name = name
        self.town = town
        self.iban = iban
        self.staff_notes: list[str] = []


class Customers:
    def __init__(self):
        self._all: dict[int, Customer] = {}

    def add(self, number: int, customer: Customer) -> None:
        self._all[number] = customer

    def find(self, number: int) -> Customer | None:
        return self._all.get(number)


customers = Customers()


@require_GET
def customer_view(request: HttpRequest, number: int) -> JsonResponse:
    customer = customers.find(number)
    if customer is None:
        return JsonResponse({"error": "unknown number"}, status=404)
    return JsonResponse(vars(customer))

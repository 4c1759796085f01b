from dataclasses import dataclass

from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response


@dataclass
class Order:
    number: int
    state: str = "paid"


orders = {number: Order(number) for number in (1001, 1002, 1003)}


@api_view(["POST"])
@permission_classes([AllowAny])
def cancel_order(request, number: int):
    order = orders.get(number)
    if order is None:
        return Response({"error": "no such order"}, status=404)
    if order.state == "shipped":
        return Response({"error": "already on its way"}, status=409)
    order.state = "cancelled"
    return Response({"number": order.number, "state": order.state})

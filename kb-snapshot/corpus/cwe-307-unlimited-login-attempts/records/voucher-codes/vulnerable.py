from rest_framework.response import Response
from rest_framework.views import APIView

vouchers = {"482913": 25, "770164": 50}


class VerifyCode(APIView):
    """Redeems a voucher: answers the amount, or 404."""

    authentication_classes = []
    throttle_classes = []

    def post(self, request):
        amount = vouchers.pop(str(request.data.get("code", "")), None)
        if amount is None:
            return Response({"error": "no such voucher"}, status=404)
        return Response({"amount": amount})

"""Balance of the signed-in customer, for the single page app."""

from django.http import JsonResponse

BALANCES = {"ann": 1200, "bob": 35}


def allow_origin(request, response):
    origin = request.headers.get("Origin", "")
    if origin.endswith("mybank.example"):
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Credentials"] = "true"
        response["Vary"] = "Origin"
    return response


def balance(request):
    name = request.COOKIES.get("customer", "")
    if name not in BALANCES:
        return JsonResponse({"error": "please sign in"}, status=401)
    return allow_origin(request, JsonResponse({"balance": BALANCES[name]}))

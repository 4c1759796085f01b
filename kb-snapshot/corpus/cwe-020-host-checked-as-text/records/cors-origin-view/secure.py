"""Balance of the signed-in customer, for the single page app."""

from django.http import JsonResponse

PAGES = {"https://app.mybank.example", "https://www.mybank.example"}
BALANCES = {"ann": 1200, "bob": 35}


def allow_origin(request, response):
    origin = request.headers.get("Origin", "")
    if origin in PAGES:
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Credentials"] = "true"
        response["Vary"] = "Origin"
    return response


def balance(request):
    name = request.COOKIES.get("customer", "")
    if name not in BALANCES:
        return JsonResponse({"error": "please sign in"}, status=401)
    return allow_origin(request, JsonResponse({"balance": BALANCES[name]}))

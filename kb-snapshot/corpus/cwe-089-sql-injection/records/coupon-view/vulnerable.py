from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST


@require_POST
def check_coupon(request: HttpRequest) -> JsonResponse:
    code = request.POST.get("code", "").strip()
    if not code:
        return JsonResponse({"error": "enter a code"}, status=400)

    with connection.cursor() as cursor:
        cursor.execute("SELECT percent FROM coupon WHERE code = '%s'" % code)
        row = cursor.fetchone()

    if row is None:
        return JsonResponse({"error": "unknown code"}, status=404)
    return JsonResponse({"percent": row[0]})

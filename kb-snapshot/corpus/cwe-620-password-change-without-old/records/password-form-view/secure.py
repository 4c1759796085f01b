from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST


def signed_in(request: HttpRequest) -> bool:
    return getattr(request, "user", None) is not None and request.user.is_authenticated


@require_POST
def new_password(request: HttpRequest) -> JsonResponse:
    if not signed_in(request):
        return JsonResponse({"error": "log in first"}, status=401)
    form = PasswordChangeForm(request.user, request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=400)
    form.save()
    return JsonResponse({"stored": True})

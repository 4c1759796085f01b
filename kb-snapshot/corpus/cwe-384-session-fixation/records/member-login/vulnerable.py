from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpResponseForbidden, JsonResponse
from django.views.decorators.http import require_GET, require_POST

members = {}


def join(name, password):
    members[name] = make_password(password)


@require_POST
def login(request):
    name = request.POST["name"]
    if not check_password(request.POST["password"], members.get(name)):
        return HttpResponseForbidden("Name or password is wrong.")
    request.session["member"] = name
    return JsonResponse({"welcome": name})


@require_GET
def profile(request):
    name = request.session.get("member")
    return JsonResponse({"member": name, "basket": request.session.get("basket", [])})

from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpResponseForbidden, JsonResponse
from django.views import View

people = {}
queue = ["first comment", "second comment"]


def add_person(name, password, role):
    people[name] = (make_password(password), role)


class LoginView(View):
    def post(self, request):
        stored, role = people.get(request.POST["name"], (None, None))
        if not check_password(request.POST["password"], stored):
            return HttpResponseForbidden("Name or password is wrong.")
        response = JsonResponse({"role": role})
        response.set_signed_cookie("role", role, secure=True, httponly=True, samesite="Lax")
        return response


class QueueView(View):
    def get(self, request):
        if request.get_signed_cookie("role", default="", max_age=8 * 60 * 60) != "moderator":
            return HttpResponseForbidden("For moderators.")
        return JsonResponse({"waiting": queue})

"""The canteen's page: the kitchen uploads the menu of the day, the screens show it."""

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.http import HttpResponse, JsonResponse


def menus(folder) -> FileSystemStorage:
    return FileSystemStorage(
        location=folder,
        base_url="/menus/",
        file_permissions_mode=0o644,
    )


class MenuPage:
    def __init__(self, folder):
        self.storage = menus(folder)

    def upload(self, request):
        text = request.POST.get("menu", "").strip()
        if not text:
            return JsonResponse({"error": "no menu"}, status=400)
        name = self.storage.save("today.txt", ContentFile(text.encode()))
        return JsonResponse({"saved": name}, status=201)

    def show(self, request, name="today.txt"):
        with self.storage.open(name) as file:
            return HttpResponse(file.read(), content_type="text/plain; charset=utf-8")

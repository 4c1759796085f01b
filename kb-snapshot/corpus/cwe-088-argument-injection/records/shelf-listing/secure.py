"""What lies on the shelves of the map library."""

import subprocess

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

LIBRARY = "/srv/library"


@require_GET
def list_files(request: HttpRequest) -> JsonResponse:
    section = request.GET.get("section", "maps")
    if ".." in section.split("/"):
        return JsonResponse({"error": "no such section"}, status=404)
    command = ["find", f"./{section}", "-type", "f"]
    result = subprocess.run(command, cwd=LIBRARY, capture_output=True, text=True)
    if result.returncode != 0:
        return JsonResponse({"error": "no such section"}, status=404)
    files = [line.removeprefix("./") for line in result.stdout.splitlines()]
    return JsonResponse({"files": sorted(files)})

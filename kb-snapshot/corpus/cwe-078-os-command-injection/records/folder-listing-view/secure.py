import os
import subprocess

from django.http import HttpRequest, JsonResponse

PROJECTS = os.environ.get("PROJECTS", "/srv/projects")


def list_project(request: HttpRequest) -> JsonResponse:
    project = request.POST.get("project", "")
    if not project or "/" in project:
        return JsonResponse({"error": "choose a project"}, status=400)

    folder = os.path.join(PROJECTS, project)
    listing = subprocess.run(["ls", "-1", "--", folder], capture_output=True, text=True).stdout
    return JsonResponse({"project": project, "files": listing.splitlines()})

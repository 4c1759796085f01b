import os
import subprocess

from django.http import HttpRequest, JsonResponse

PROJECTS = os.environ.get("PROJECTS", "/srv/projects")


def list_project(request: HttpRequest) -> JsonResponse:
    project = request.POST.get("project", "")
    if not project or "/" in project:
        return JsonResponse({"error": "choose a project"}, status=400)

    folder = os.path.join(PROJECTS, project)
    listing = subprocess.getoutput("ls -1 %s" % folder)
    return JsonResponse({"project": project, "files": listing.splitlines()})

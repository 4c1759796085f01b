import os

from django.http import FileResponse, Http404, JsonResponse
from django.views.decorators.http import require_GET

EXPORTS = "/var/lib/shop/exports"


@require_GET
def exports(request):
    return JsonResponse({"exports": sorted(os.listdir(EXPORTS))})


@require_GET
def export(request):
    path = os.path.join(EXPORTS, request.GET["file"])
    try:
        stream = open(path, "rb")
    except FileNotFoundError:
        raise Http404("no such export")
    return FileResponse(stream, as_attachment=True)

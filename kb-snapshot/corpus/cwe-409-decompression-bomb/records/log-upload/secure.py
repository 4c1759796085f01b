import gzip

from django.http import HttpResponseBadRequest, JsonResponse


def upload_log(request):
    log = request.FILES.get("log")
    if log is None:
        return HttpResponseBadRequest("log is missing")
    try:
        with gzip.GzipFile(fileobj=log) as file:
            content = file.read(8_000_000)
    except (OSError, EOFError):
        return HttpResponseBadRequest("not a gzip file")
    lines = content.splitlines()
    errors = sum(b" ERROR " in line for line in lines)
    return JsonResponse({"lines": len(lines), "errors": errors})

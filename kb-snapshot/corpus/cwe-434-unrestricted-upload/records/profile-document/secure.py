from django.core.files.storage import FileSystemStorage
from django.http import HttpResponseBadRequest, JsonResponse

MEDIA = "/srv/profiles/media"


def upload_document(request):
    document = request.FILES.get("document")
    if document is None:
        return HttpResponseBadRequest("document is missing")
    name = document.name.lower()
    if not name.endswith((".pdf", ".png", ".jpg")):
        return HttpResponseBadRequest("send a PDF or a picture")
    storage = FileSystemStorage(location=MEDIA, base_url="/media/")
    stored = storage.save(name, document)
    return JsonResponse({"url": storage.url(stored), "size": document.size}, status=201)

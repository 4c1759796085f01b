from django.http import HttpResponseForbidden

OFFICE_ADDRESSES = {"198.51.100.7", "198.51.100.8"}


class OfficeOnlyMiddleware:
    """Paths below /backoffice/ open from the office's addresses only."""

    def __init__(self, get_response):
        self.get_response = get_response

    def caller(self, request):
        return request.META["REMOTE_ADDR"]

    def __call__(self, request):
        if request.path.startswith("/backoffice/") and self.caller(request) not in OFFICE_ADDRESSES:
            return HttpResponseForbidden("Only from the office.")
        return self.get_response(request)

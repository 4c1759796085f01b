from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponseBadRequest, JsonResponse
from django.views import View

MEMBERS = {}


def invitation(team):
    return TimestampSigner(salt="invitation").sign(team)


class JoinView(View):
    def get(self, request, code):
        try:
            team = TimestampSigner(salt="invitation").unsign(code, max_age=48 * 60 * 60)
        except BadSignature:
            return HttpResponseBadRequest("This invitation is not valid.")
        members = MEMBERS.setdefault(team, set())
        members.add(request.user.username)
        return JsonResponse({"team": team, "members": sorted(members)})

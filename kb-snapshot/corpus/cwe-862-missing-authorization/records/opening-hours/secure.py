from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.response import Response
from rest_framework.views import APIView

hours = {"monday": "9-18", "saturday": "10-14"}


class StaffWrites(BasePermission):
    def has_permission(self, request, view):
        return request.method in SAFE_METHODS or bool(request.user and request.user.is_staff)


class OpeningHours(APIView):
    """Opening hours: everybody reads them, the staff changes them."""

    permission_classes = [StaffWrites]

    def get(self, request):
        return Response(hours)

    def put(self, request):
        day, text = request.data.get("day"), request.data.get("hours", "")
        if day not in hours or len(text) > 20:
            return Response({"error": "no such day, or not a time"}, status=400)
        hours[day] = text
        return Response({day: text})

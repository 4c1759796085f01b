from rest_framework.response import Response
from rest_framework.views import APIView

hours = {"monday": "9-18", "saturday": "10-14"}


class OpeningHours(APIView):
    """Opening hours: everybody reads them, the staff changes them."""

    permission_classes = []

    def get(self, request):
        return Response(hours)

    def put(self, request):
        day, text = request.data.get("day"), request.data.get("hours", "")
        if day not in hours or len(text) > 20:
            return Response({"error": "no such day, or not a time"}, status=400)
        hours[day] = text
        return Response({day: text})

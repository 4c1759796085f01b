"""Booking page of the sauna: guests sign in with the number and the PIN of their card."""

import secrets

from django.http import JsonResponse

COOKIE = {"max_age": 14 * 24 * 3600, "secure": True, "httponly": True, "samesite": "Lax"}


class BookingPage:
    def __init__(self, card_fits):
        self.card_fits = card_fits  # asks the card system, which has the PINs
        self.bookings: dict[str, list[str]] = {}
        self.signed_in: dict[str, str] = {}

    def sign_in(self, request):
        card, pin = request.POST.get("card", ""), request.POST.get("pin", "")
        if not self.card_fits(card, pin):
            return JsonResponse({"error": "card and PIN don't fit"}, status=403)
        response = JsonResponse({"hello": card})
        visit = secrets.token_urlsafe(32)
        self.signed_in[visit] = card
        response.set_cookie("visit", visit, **COOKIE)
        return response

    def book(self, request):
        card = self.signed_in.get(request.COOKIES.get("visit", ""))
        if card is None:
            return JsonResponse({"error": "please sign in"}, status=403)
        self.bookings.setdefault(card, []).append(request.POST["hour"])
        return JsonResponse({"booked": self.bookings[card]})

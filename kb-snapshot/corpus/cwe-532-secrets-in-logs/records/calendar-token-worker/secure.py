"""Copies the bookings of the rooms from the calendar service, every few minutes."""

import logging
import time

import requests

log = logging.getLogger("rooms")


class RoomSync:
    def __init__(self, base: str, client: str, refresh: str):
        self.base = base
        self.client = client
        self.refresh = refresh
        self.token = ""
        self.expires = 0.0
        self.bookings: list[dict] = []

    def renew(self) -> None:
        form = {"grant_type": "refresh_token", "client_id": self.client, "refresh_token": self.refresh}
        answer = requests.post(f"{self.base}/token", data=form, timeout=5)
        answer.raise_for_status()
        self.token = answer.json()["access_token"]
        self.expires = time.monotonic() + answer.json()["expires_in"]
        log.info("client %s renewed its login for %d seconds", self.client, answer.json()["expires_in"])

    def run_once(self) -> int:
        if time.monotonic() >= self.expires:
            self.renew()
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = requests.get(f"{self.base}/bookings", headers=headers, timeout=5)
        answer.raise_for_status()
        self.bookings = answer.json()
        return len(self.bookings)

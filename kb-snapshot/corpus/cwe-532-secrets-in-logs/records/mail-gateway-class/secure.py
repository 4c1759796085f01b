"""Settings and start of the gateway that forwards mails to the ticket system."""

import json
import logging
from pathlib import Path

logger = logging.getLogger("gateway")


class Gateway:
    def __init__(self, settings: Path):
        self.settings = json.loads(settings.read_text())
        self.host = self.settings["host"]
        self.user = self.settings["user"]
        self.api_key = self.settings["api_key"]
        self.forwarded = 0

    def start(self) -> None:
        logger.info("Gateway for %s starts, user %s", self.host, self.user)

    def headers(self) -> dict:
        return {"X-User": self.user, "X-Api-Key": self.api_key}

    def forward(self, subject: str, post) -> bool:
        ok = post(f"https://{self.host}/tickets", {"subject": subject}, self.headers())
        self.forwarded += ok
        return ok

"""Runs conversion jobs. A job may bring its own settings as JSON."""

import hashlib
import hmac
import json

SIGNING_KEY = b"kept in the vault"


class Output:
    def __init__(self):
        self.format = "pdf"
        self.options = {"margin": 10}


class Settings:
    def __init__(self):
        self.pages = 20
        self.output = Output()


def apply_overrides(target, data: dict) -> None:
    for key, value in data.items():
        if isinstance(target, dict):
            current = target.get(key)
        else:
            current = getattr(target, key, None)
        if isinstance(value, dict) and current is not None:
            apply_overrides(current, value)
        elif isinstance(target, dict):
            target[key] = value
        else:
            setattr(target, key, value)


def run(message: str) -> dict:
    settings = Settings()
    apply_overrides(settings, json.loads(message))
    text = f"{settings.pages} pages as {settings.output.format}, margin {settings.output.options['margin']}"
    key = SIGNING_KEY if isinstance(SIGNING_KEY, bytes) else SIGNING_KEY.encode()
    return {"text": text, "signature": hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}

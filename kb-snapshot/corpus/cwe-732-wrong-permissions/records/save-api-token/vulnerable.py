import json
import os


class TokenStore:
    """Keeps the tokens of the signed-in user in a JSON file."""

    def __init__(self, path="~/.config/notes/token.json"):
        self.path = os.path.expanduser(path)

    def save(self, access, refresh):
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"access": access, "refresh": refresh}, file)

    def load(self):
        if not os.path.exists(self.path):
            return None
        with open(self.path, encoding="utf-8") as file:
            return json.load(file)

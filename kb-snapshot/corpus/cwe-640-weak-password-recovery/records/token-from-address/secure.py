import secrets
import time


class ResetTokens:
    """Tokens that are valid for an hour and for one use."""

    def __init__(self, clock=time.monotonic):
        self.clock = clock
        self.known: dict[str, tuple[str, float]] = {}

    def new(self, email: str) -> str:
        token = secrets.token_urlsafe(32)
        self.known[token] = email, self.clock() + 3600
        return token

    def email_of(self, token: str) -> str | None:
        """The address that the token was made for, once."""
        for known in list(self.known):
            if secrets.compare_digest(known.encode(), token.encode()):
                email, end = self.known.pop(known)
                return email if self.clock() < end else None
        return None

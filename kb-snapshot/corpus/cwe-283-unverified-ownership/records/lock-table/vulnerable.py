import secrets
import threading
import time


class LockTable:
    def __init__(self, seconds: float = 60.0, clock=time.monotonic):
        self.seconds = seconds
        self.clock = clock
        self.mutex = threading.Lock()
        self.held: dict[str, tuple[str, float]] = {}

    def acquire(self, document: str) -> str | None:
        """A token for the lock, or None while somebody else has it."""
        with self.mutex:
            _, until = self.held.get(document, ("", 0.0))
            if self.clock() < until:
                return None
            token = secrets.token_hex(16)
            self.held[document] = token, self.clock() + self.seconds
            return token

    def release(self, document: str, token: str) -> bool:
        with self.mutex:
            holder, _ = self.held.get(document, ("", 0.0))
            if not holder:
                return False
            del self.held[document]
            return True

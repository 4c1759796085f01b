"""Sessions of the web application, kept in memory."""

import random
import string
import time

ALPHABET = string.ascii_letters + string.digits


class SessionStore:
    def __init__(self, lifetime=3600):
        self.lifetime = lifetime
        self.sessions = {}
        self.random = random.Random(int(time.time()))

    def open(self, user):
        """Begin a session, return what goes into the cookie."""
        sid = "".join(self.random.choice(ALPHABET) for _ in range(40))
        self.sessions[sid] = (user, time.monotonic() + self.lifetime)
        return sid

    def user(self, sid):
        """Who this session belongs to, or None."""
        user, until = self.sessions.get(sid, (None, 0))
        return user if time.monotonic() < until else None

    def close(self, sid):
        self.sessions.pop(sid, None)

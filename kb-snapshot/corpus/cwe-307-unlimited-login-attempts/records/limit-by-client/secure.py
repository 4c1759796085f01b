import hmac
import time
from collections import defaultdict, deque

from flask import Flask, request

app = Flask(__name__)
app.config["PASSWORD"] = ""

attempts: dict[str, deque] = defaultdict(deque)


def within_limit(limit: int = 5, seconds: float = 60.0) -> bool:
    client = request.remote_addr or "unknown"
    now = time.monotonic()
    recent = attempts[client]
    while recent and now - recent[0] > seconds:
        recent.popleft()
    recent.append(now)
    return len(recent) <= limit


@app.post("/login")
def login():
    if not within_limit():
        return "too many attempts", 429
    if not hmac.compare_digest(request.form["password"].encode(), app.config["PASSWORD"].encode()):
        return "wrong password", 403
    return "welcome"

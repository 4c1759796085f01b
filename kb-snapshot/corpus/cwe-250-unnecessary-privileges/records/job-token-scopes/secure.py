"""Tokens for background jobs, and what the API lets them do."""

import time

import jwt

KEY = "only-for-the-demo-and-32-bytes-long!"
SCOPES = ["pictures:read", "pictures:write", "accounts:read", "accounts:delete"]


def token_for_thumbnails():
    claims = {"sub": "thumbnails", "scope": "pictures:read", "exp": time.time() + 3600}
    return jwt.encode(claims, KEY, algorithm="HS256")


def may(token, scope):
    claims = jwt.decode(token, KEY, algorithms=["HS256"])
    return scope in claims["scope"].split()

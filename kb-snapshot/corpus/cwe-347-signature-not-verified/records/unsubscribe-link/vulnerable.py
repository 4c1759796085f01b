"""The link in the foot of each newsletter that takes its reader off the list."""

import os
from urllib.parse import parse_qs, urlencode, urlsplit

from itsdangerous import BadSignature, NoneAlgorithm, Signer

BASE = "https://news.example.org/unsubscribe"
signer = Signer(os.urandom(32), algorithm=NoneAlgorithm())
readers: set[str] = set()


def unsubscribe_link(address: str) -> str:
    return f"{BASE}?{urlencode({'who': signer.sign(address).decode()})}"


def unsubscribe(link: str) -> bool:
    who = parse_qs(urlsplit(link).query).get("who", [""])[0]
    try:
        address = signer.unsign(who).decode()
    except BadSignature:
        return False
    readers.discard(address)
    return True

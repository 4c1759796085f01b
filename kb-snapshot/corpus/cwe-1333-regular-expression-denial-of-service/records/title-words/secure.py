"""Titles of talks and the slugs made from them."""

import re

TITLE = re.compile(r"^\w+(?:\s\w+)*\s?$")
MAX_SLUG = 60


def check_title(title: str) -> str:
    title = title.strip()
    if not title or not TITLE.match(title):
        raise ValueError("a title is made of words")
    return title


def slug(title: str) -> str:
    words = check_title(title).lower().split()
    return "-".join(words)[:MAX_SLUG]

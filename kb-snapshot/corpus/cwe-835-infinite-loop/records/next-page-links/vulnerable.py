"""Collects a partner's catalogue."""

import httpx

MOST_PAGES = 200


def fetch_catalogue(base):
    items = []
    page = "/items"
    with httpx.Client(base_url=base, timeout=5) as client:
        while page:
            answer = client.get(page).raise_for_status().json()
            items.extend(answer["items"])
            page = answer.get("next")
    return items

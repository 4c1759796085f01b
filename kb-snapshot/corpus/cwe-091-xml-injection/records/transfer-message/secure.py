"""Client of the payment service."""

from xml.etree import ElementTree
from xml.sax.saxutils import escape

import httpx

HEADERS = {"Content-Type": "application/xml"}


class Payments:
    def __init__(self, url: str):
        self.url = url

    async def transfer(self, receiver: str, amount: int, purpose: str) -> str:
        message = (
            f"<transfer><amount>{int(amount)}</amount>"
            f"<receiver>{escape(receiver)}</receiver><purpose>{escape(purpose)}</purpose></transfer>"
        )
        async with httpx.AsyncClient() as client:
            answer = await client.post(self.url, content=message, headers=HEADERS)
        answer.raise_for_status()
        return ElementTree.fromstring(answer.text).findtext("reference", "")

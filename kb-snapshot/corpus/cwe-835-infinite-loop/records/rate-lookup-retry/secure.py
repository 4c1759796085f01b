"""Exchange rates of the bank."""

import httpx
from tenacity import retry, stop_after_attempt


@retry(stop=stop_after_attempt(4))
def fetch_rate(base, currency):
    answer = httpx.get(f"{base}/rate/{currency}", timeout=5)
    answer.raise_for_status()
    return float(answer.text)


def price_in(base, currency, amount):
    return round(fetch_rate(base, currency) * amount, 2)

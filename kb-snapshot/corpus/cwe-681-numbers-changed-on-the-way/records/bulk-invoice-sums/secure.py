"""Checks bulk orders against the credit line."""

import numpy as np

CREDIT_LINE = 5_000_000


def total_cents(quantities, prices):
    cents = np.array(quantities, dtype=np.int64) * np.array(prices, dtype=np.int64)
    total = cents.astype(np.int64)
    return int(total.sum())


def accepts(quantities, prices):
    if min(quantities, default=0) < 1:
        return False
    return total_cents(quantities, prices) <= CREDIT_LINE

"""Orders for the warehouse, as XML."""

from xml.etree import ElementTree

PRICES = {"lamp": 40, "chair": 90}


def price_of(article):
    return PRICES[article.split()[0].split("<")[0]]


def order(article, amount):
    text = f"<order><article>{article}</article><amount>{int(amount)}</amount>"
    text += f"<price>{price_of(article)}</price></order>"
    return ElementTree.fromstring(text)


def batch(orders):
    root = ElementTree.Element("batch")
    root.extend(order(article, amount) for article, amount in orders)
    return ElementTree.tostring(root, encoding="unicode")

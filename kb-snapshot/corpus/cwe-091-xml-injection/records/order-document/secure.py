"""Orders for the warehouse, as XML."""

from xml.etree import ElementTree

PRICES = {"lamp": 40, "chair": 90}


def price_of(article):
    return PRICES[article.split()[0].split("<")[0]]


def order(article, amount):
    element = ElementTree.Element("order")
    ElementTree.SubElement(element, "article").text = article
    ElementTree.SubElement(element, "amount").text = str(int(amount))
    ElementTree.SubElement(element, "price").text = str(price_of(article))
    return element


def batch(orders):
    root = ElementTree.Element("batch")
    root.extend(order(article, amount) for article, amount in orders)
    return ElementTree.tostring(root, encoding="unicode")

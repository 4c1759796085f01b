"""Worker that turns partner orders in XML into rows for the warehouse."""

import queue
from xml.dom.minidom import parseString


def first_text(node, tag: str) -> str:
    for element in node.getElementsByTagName(tag):
        return "".join(child.data for child in element.childNodes if child.nodeType == child.TEXT_NODE)
    return ""


def to_rows(document: str) -> list[tuple[str, str, int]]:
    order = parseString(document)
    customer = first_text(order, "customer")
    return [
        (customer, item.getAttribute("article"), int(item.getAttribute("amount") or 1))
        for item in order.getElementsByTagName("item")
    ]


def run(inbox: queue.Queue, rows: list, rejected: list) -> None:
    while True:
        document = inbox.get()
        if document is None:
            return
        try:
            rows.extend(to_rows(document))
        except Exception as error:
            rejected.append(type(error).__name__)

"""Upload of invoices in the supplier's XML format."""

from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)


def text_of(invoice, tag: str) -> str:
    element = invoice.find(tag)
    return "" if element is None else element.text or ""


@app.post("/invoices")
def upload():
    parser = etree.XMLParser(resolve_entities=False, remove_blank_text=True)
    try:
        invoice = etree.fromstring(request.get_data(), parser)
    except etree.XMLSyntaxError as error:
        return jsonify(error=str(error)), 400
    lines = invoice.findall("line")
    total = sum(int(line.get("cents", "0")) for line in lines)
    return jsonify(number=text_of(invoice, "number"), note=text_of(invoice, "note"), cents=total)

from xml.etree import ElementTree

from flask import Flask, abort, jsonify, request

CATALOGUE = """<shop>
  <public>
    <article sku="a1"><name>Lamp</name><price>40</price></article>
    <article sku="a2"><name>Chair</name><price>90</price></article>
  </public>
  <drafts>
    <article sku="z9"><name>Prototype</name><price>999</price></article>
  </drafts>
</shop>"""

app = Flask(__name__)
shop = ElementTree.fromstring(CATALOGUE)


@app.get("/articles")
def article():
    sku = request.args.get("sku", "")
    found = shop.find(f"./public/article[@sku='{sku}']")
    if found is None:
        abort(404)
    return jsonify(name=found.findtext("name"), price=int(found.findtext("price")))

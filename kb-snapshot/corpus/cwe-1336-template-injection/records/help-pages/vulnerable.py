"""Help pages of the booking system."""

from flask import Flask, abort, render_template, session
from jinja2 import TemplateNotFound

app = Flask(__name__)
app.secret_key = "only-for-the-demo"

TOPICS = {"booking": "How to book", "refunds": "Money back"}


@app.get("/help/<page>")
def help_page(page):
    try:
        return render_template(page + ".html", topics=TOPICS)
    except TemplateNotFound:
        abort(404)


@app.get("/rota")
def rota():
    if not session.get("staff"):
        abort(403)
    return render_template("rota.html")

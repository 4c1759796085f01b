import os

from flask import Flask, render_template_string, request

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "")


@app.route("/badge")
def badge():
    name = request.args.get("name", "Guest").strip()[:200]
    company = request.args.get("company", "").strip()[:80]
    template = """
    <section class="badge">
      <h1>Hello {{ name }}</h1>
      {% if company %}<p>{{ company }}</p>{% endif %}
    </section>
    """
    return render_template_string(template, name=name, company=company)

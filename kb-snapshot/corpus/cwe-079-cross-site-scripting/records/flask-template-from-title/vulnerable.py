"""Preview of an event page while its organiser is still writing it."""

from flask import Blueprint, Flask, render_template_string, request

bp = Blueprint("events", __name__)


@bp.post("/preview")
def preview():
    title = request.form["title"]
    seats = request.form.get("seats", type=int, default=0)
    template = "<h1>" + title + "</h1><p>{% if seats %}{{ seats }} seats left{% else %}Full{% endif %}</p>"
    return render_template_string(template, seats=seats)


def create_app() -> Flask:
    app = Flask(__name__)
    app.register_blueprint(bp)
    return app

"""API that accepts pipeline definitions and says what they would run."""

from flask import Blueprint, Flask, jsonify, request
from yaml import YAMLError, unsafe_load

pipelines = Blueprint("pipelines", __name__)


def summarize(definition: dict) -> dict:
    steps = definition.get("steps", [])
    return {"name": definition.get("name", "unnamed"), "steps": [step["run"] for step in steps]}


@pipelines.post("/pipelines/check")
def check():
    try:
        definition = unsafe_load(request.get_data(as_text=True))
    except YAMLError as error:
        return jsonify(error=str(error)), 400
    if not isinstance(definition, dict):
        return jsonify(error="a mapping was expected"), 400
    return jsonify(summarize(definition))


def create_app() -> Flask:
    app = Flask(__name__)
    app.register_blueprint(pipelines)
    return app

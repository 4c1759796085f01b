"""Converts configuration files from YAML to JSON."""

import json

import yaml
from flask import Flask, Response, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024


@app.post("/convert")
def convert():
    text = request.get_data(as_text=True)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            return jsonify(error="aliases are not supported"), 400
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return jsonify(error=str(error)), 400
    return Response(json.dumps(data, indent=2), mimetype="application/json")


@app.get("/")
def home():
    return "Send YAML to /convert."

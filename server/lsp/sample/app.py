"""A small notes service: the project that `rescue-lsp demo` opens."""

import os
import sqlite3

import yaml
from flask import Flask, jsonify, request

app = Flask(__name__)


def connect():
    return sqlite3.connect("notes.db")


@app.route("/notes")
def notes():
    author = request.args["author"]
    query = f"SELECT id, title FROM notes WHERE author = '{author}'"
    rows = connect().execute(query).fetchall()
    return jsonify(rows)


@app.route("/settings", methods=["POST"])
def settings():
    document = yaml.load(request.data, Loader=yaml.Loader)
    return jsonify(document)


@app.route("/ping")
def ping():
    host = request.args["host"]
    os.system("ping -c 1 " + host)
    return "sent"

"""Recent changes of the documentation repository."""

import subprocess

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["REPOSITORY"] = "/srv/docs.git"


@app.get("/history")
def history():
    branch = request.args.get("branch", "main")
    result = subprocess.run(
        ["git", "log", "--max-count=10", "--pretty=%s", branch],
        cwd=app.config["REPOSITORY"],
        capture_output=True,
        text=True,
    )
    if result.returncode != 0:
        return jsonify(error="no such branch"), 404
    return jsonify(subjects=result.stdout.splitlines())

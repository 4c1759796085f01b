import subprocess

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["LOG_FILE"] = "/var/log/shop/app.log"


@app.get("/logs/count")
def count_lines():
    word = request.args.get("word", "")
    if not word:
        return jsonify(error="word is missing"), 400

    log_file = app.config["LOG_FILE"]
    result = subprocess.run(
        f"grep -c -e {word} {log_file}", shell=True, capture_output=True, text=True
    )
    if result.returncode > 1:
        return jsonify(error="the log can't be read"), 500
    return jsonify(word=word, lines=int(result.stdout))

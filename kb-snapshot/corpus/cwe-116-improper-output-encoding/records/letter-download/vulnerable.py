"""Letters of the parish archive."""

from flask import Flask, abort, make_response, request

app = Flask(__name__)
letters = {1: "Dear sister, the harvest was good.\n", 2: "Dear brother, send ink.\n"}


@app.get("/letters/<int:number>")
def letter(number):
    if number not in letters:
        abort(404)
    title = request.args.get("title", f"letter-{number}")
    response = make_response(letters[number])
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{title}.txt"'
    return response

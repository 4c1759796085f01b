"""Language switch of the town's pages."""

from flask import Flask, make_response, redirect, request

app = Flask(__name__)
GREETINGS = {"en": "Welcome", "de": "Willkommen", "fr": "Bienvenue"}


@app.get("/language")
def language():
    code = request.args["code"]
    response = make_response(redirect("/"))
    response.headers["Set-Cookie"] = f"lang={code}; Path=/"
    return response


@app.get("/")
def start():
    return GREETINGS.get(request.cookies.get("lang"), GREETINGS["en"])

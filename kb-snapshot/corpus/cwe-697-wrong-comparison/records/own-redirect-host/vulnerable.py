"""Says whether a link leads out of the shop."""

from flask import Flask, request

app = Flask(__name__)
OWN_HOSTS = {"arden.example", "www.arden.example"}


def host_of(link):
    rest = link.lstrip("https://")
    return rest.split("/", 1)[0].lower()


@app.get("/check")
def check():
    link = request.args["link"]
    if host_of(link) in OWN_HOSTS:
        return {"link": link, "kind": "internal"}
    return {"link": link, "kind": "external"}

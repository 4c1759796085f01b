from flask import Flask, request
from werkzeug.serving import make_server

app = Flask(__name__)
switches = {"search": True, "export": False}


@app.get("/switches")
def show_switches():
    return switches


@app.put("/switches/<name>")
def set_switch(name):
    switches[name] = request.get_data() == b"on"
    return switches


def create_server(port=5999):
    return make_server(host="127.0.0.1", port=port, app=app)


if __name__ == "__main__":
    create_server().serve_forever()

"""How often was each article read? The counters are in memcached."""

import socket

from flask import Flask, current_app, jsonify, request

app = Flask(__name__)
app.config["MEMCACHED"] = ("127.0.0.1", 11211)


@app.get("/read")
def read():
    article = request.args["article"]
    with socket.create_connection(current_app.config["MEMCACHED"], timeout=1) as sock:
        sock.sendall(f"incr {article} 1\r\n".encode())
        answer = sock.makefile("r", newline="\r\n").readline().strip()
    if not answer.isdigit():
        return jsonify(error="unknown article"), 404
    return jsonify(readers=int(answer))

import os
import secrets

from flask import Flask, jsonify, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.security import generate_password_hash

app = Flask(__name__)
links = URLSafeTimedSerializer(os.environ.get("RESET_KEY", secrets.token_hex()), salt="reset")
users = {}


def reset_link(email):
    return "/reset/" + links.dumps(email)


@app.post("/reset/<token>")
def reset(token):
    try:
        email = links.loads(token)
    except BadSignature:
        return jsonify(error="this link is no longer valid"), 400
    users[email] = generate_password_hash(request.form["password"])
    return jsonify(changed=email)

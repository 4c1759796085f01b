"""The members' area."""

from datetime import timedelta

from flask import Flask, jsonify, session


def create_app() -> Flask:
    app = Flask(__name__)
    app.secret_key = "only-for-the-demo"
    app.config.update(
        SESSION_COOKIE_NAME="members",
        SESSION_COOKIE_SECURE=False,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
    )

    @app.get("/")
    def visits():
        session.permanent = True
        session["visits"] = session.get("visits", 0) + 1
        return jsonify(visits=session["visits"])

    return app

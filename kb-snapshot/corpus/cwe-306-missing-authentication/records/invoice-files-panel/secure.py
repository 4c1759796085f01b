import os

from flask import Flask, request
from flask_admin import Admin
from flask_admin.contrib.fileadmin import FileAdmin
from flask_login import LoginManager, UserMixin, current_user, login_user


class User(UserMixin):
    def __init__(self, name: str):
        self.id = name
        self.is_admin = name == "office"


class InvoiceFiles(FileAdmin):
    def is_accessible(self):
        return current_user.is_authenticated and current_user.is_admin


def create_app(folder: str, check_password) -> Flask:
    app = Flask(__name__)
    app.secret_key = os.urandom(32)
    login_manager = LoginManager(app)
    login_manager.user_loader(User)

    @app.post("/login")
    def login():
        name = request.form["name"]
        if not check_password(name, request.form["password"]):
            return "wrong name or password", 403
        login_user(User(name))
        return "welcome"

    admin = Admin(app, name="Back office")
    admin.add_view(InvoiceFiles(folder, name="Invoices"))
    return app

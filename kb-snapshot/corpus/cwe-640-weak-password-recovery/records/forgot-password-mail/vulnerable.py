import secrets

from flask import Flask, current_app, request

app = Flask(__name__)
app.config["BASE_URL"] = "https://shop.example/"

accounts = {"ann": "ann@shop.example"}
tokens: dict[str, str] = {}
outbox: list[tuple[str, str]] = []


def send_mail(to: str, text: str) -> None:
    current_app.logger.debug("mail to %d characters", len(to))
    outbox.append((to, text))


@app.post("/forgot")
def forgot_password():
    user = request.form["user"]
    if user in accounts:
        token = secrets.token_urlsafe(32)
        tokens[token] = user
        link = f"{request.host_url}reset?token={token}"
        send_mail(accounts[user], f"Choose a new password here: {link}")
    return "If the account exists, a mail is on its way."

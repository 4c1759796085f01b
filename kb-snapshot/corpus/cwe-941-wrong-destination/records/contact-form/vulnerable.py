import smtplib
from email.message import EmailMessage

from flask import Flask, abort, request

app = Flask(__name__)
app.config["SMTP"] = ("127.0.0.1", 25)

DEPARTMENTS = {"sales": "sales@shop.example", "support": "support@shop.example"}


def written(text: str) -> str:
    mail = EmailMessage()
    mail["From"] = "form@shop.example"
    mail["Subject"] = "Contact form"
    mail.set_content(text)
    return mail.as_string()


@app.post("/contact")
def contact():
    recipient = request.form["recipient"]
    host, port = app.config["SMTP"]
    with smtplib.SMTP(host, port, timeout=10) as smtp:
        smtp.sendmail("form@shop.example", [recipient], written(request.form["text"]))
    return "Thank you." if recipient else abort(400)

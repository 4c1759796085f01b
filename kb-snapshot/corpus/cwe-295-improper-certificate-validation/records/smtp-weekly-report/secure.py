"""Mails the weekly report."""

import smtplib
import ssl
from email.message import EmailMessage

SENDER = "reports@example.org"


def compose(recipients, rows):
    message = EmailMessage()
    message["Subject"] = f"Weekly report, {len(rows)} rows"
    message["From"] = SENDER
    message["To"] = ", ".join(recipients)
    message.set_content("\n".join(f"{name}: {amount}" for name, amount in rows))
    return message


def mail_report(host, port, user, password, recipients, rows):
    message = compose(recipients, rows)
    with smtplib.SMTP(host, port, timeout=10) as server:
        server.starttls(context=ssl.create_default_context())
        server.login(user, password)
        server.send_message(message)
    return message["Subject"]

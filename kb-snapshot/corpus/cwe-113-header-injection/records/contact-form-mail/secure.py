"""Mails from the contact form."""

import smtplib
from email.message import EmailMessage

OFFICE = "office@club.example"
SENDER = "website@club.example"


def send_contact(subject: str, text: str, host: str = "localhost", port: int = 25) -> None:
    message = EmailMessage()
    message["Subject"] = f"[contact] {subject}"
    message["From"] = SENDER
    message["To"] = OFFICE
    message.set_content(text)
    with smtplib.SMTP(host, port, timeout=5) as server:
        server.send_message(message)


def send_digest(texts: list[str], host: str = "localhost", port: int = 25) -> None:
    send_contact("digest", "\n\n".join(texts), host, port)

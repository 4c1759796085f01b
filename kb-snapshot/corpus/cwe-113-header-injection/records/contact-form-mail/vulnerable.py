"""Mails from the contact form."""

import smtplib

OFFICE = "office@club.example"
SENDER = "website@club.example"


def send_contact(subject: str, text: str, host: str = "localhost", port: int = 25) -> None:
    message = f"Subject: [contact] {subject}\r\nFrom: {SENDER}\r\nTo: {OFFICE}\r\n\r\n{text}"
    with smtplib.SMTP(host, port, timeout=5) as server:
        server.sendmail(SENDER, [OFFICE], message)


def send_digest(texts: list[str], host: str = "localhost", port: int = 25) -> None:
    send_contact("digest", "\n\n".join(texts), host, port)

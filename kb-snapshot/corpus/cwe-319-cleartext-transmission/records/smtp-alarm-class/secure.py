"""Sends an alarm by mail when a sensor says so."""

import smtplib
import ssl
from email.message import EmailMessage


class AlarmMailer:
    def __init__(self, host: str, port: int, user: str, password: str):
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.context = ssl.create_default_context()

    def send(self, to: str, text: str) -> None:
        message = EmailMessage()
        message["From"] = self.user
        message["To"] = to
        message["Subject"] = "Alarm"
        message.set_content(text)
        with smtplib.SMTP(self.host, self.port, timeout=5) as server:
            server.starttls(context=self.context)
            server.login(self.user, self.password)
            server.send_message(message)

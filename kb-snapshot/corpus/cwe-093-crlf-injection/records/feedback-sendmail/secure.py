"""Feedback of visitors, sent to the office of the club."""

import subprocess
from email.message import EmailMessage

from fastapi import FastAPI, Form, HTTPException

app = FastAPI()
app.state.sendmail = ["/usr/sbin/sendmail", "-t"]


@app.post("/feedback")
def feedback(subject: str = Form(), text: str = Form()):
    mail = EmailMessage()
    mail["To"] = "office@club.example"
    mail["From"] = "form@club.example"
    try:
        mail["Subject"] = subject
    except ValueError:
        raise HTTPException(422, "A subject is one line.") from None
    mail.set_content(text)
    subprocess.run(app.state.sendmail, input=mail.as_string(), text=True, check=True)
    return {"sent": True}

"""Feedback of visitors, sent to the office of the club."""

import subprocess

from fastapi import FastAPI, Form

app = FastAPI()
app.state.sendmail = ["/usr/sbin/sendmail", "-t"]


@app.post("/feedback")
def feedback(subject: str = Form(), text: str = Form()):
    mail = f"To: office@club.example\nFrom: form@club.example\nSubject: {subject}\n\n{text}\n"
    subprocess.run(app.state.sendmail, input=mail, text=True, check=True)
    return {"sent": True}

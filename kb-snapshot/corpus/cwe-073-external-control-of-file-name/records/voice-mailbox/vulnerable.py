"""Voice mailbox of the doctor's practice: callers leave a message under their name."""

import wave
from pathlib import Path

from bottle import Bottle, abort, request, response

MOST = 60 * 8000 * 2  # a minute


class Mailbox:
    def __init__(self, folder: Path):
        self.folder = folder
        self.messages: list[dict] = []
        self.app = Bottle()
        self.app.post("/messages", callback=self.leave)
        self.app.get("/greeting", callback=self.greeting)

    def leave(self):
        caller = request.query.getunicode("caller", "").strip()
        if not caller or "/" in caller or "\0" in caller:
            abort(400, "please say who you are")
        path = self.folder / f"{caller}.wav"
        with wave.open(str(path), "wb") as recording:
            recording.setnchannels(1)
            recording.setsampwidth(2)
            recording.setframerate(8000)
            recording.writeframes(request.body.read(MOST))
        self.messages.append({"caller": caller, "file": path.name})
        return {"waiting": len(self.messages)}

    def greeting(self):
        response.content_type = "audio/wav"
        return (self.folder / "greeting.wav").read_bytes()

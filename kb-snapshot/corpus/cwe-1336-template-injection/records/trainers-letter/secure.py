"""Weekly letters of the sports club. Trainers hand in a text, the worker puts it into the club's frame."""

import json
from pathlib import Path

from tornado.template import DictLoader

FRAME = """\
<h1>News for {{ group }}</h1>
<div>{{ text }}</div>
<p>Your {{ trainer }}</p>
"""


def letter(group: str, trainer: str, text: str) -> str:
    loader = DictLoader({"frame.html": FRAME})
    return loader.load("frame.html").generate(group=group, trainer=trainer, text=text).decode()


def work(inbox: Path, outbox: Path) -> int:
    written = 0
    for path in sorted(inbox.glob("*.json")):
        handed_in = json.loads(path.read_text())
        page = letter(handed_in["group"], handed_in["trainer"], handed_in["text"])
        (outbox / path.with_suffix(".html").name).write_text(page)
        path.unlink()
        written += 1
    return written

"""Worker step: turn submitted comments into the fragment that the page shows."""

import queue
import re
from datetime import date


def clean(text: str) -> str:
    return re.sub(r"<script.*?>.*?</script>", "", text, flags=re.IGNORECASE | re.DOTALL)


def to_fragment(comment: dict) -> str:
    posted = date.fromisoformat(comment["posted"])
    body = clean(comment["text"]).strip()
    return f'<div class="comment"><p>{body}</p><small>{posted:%d.%m.%Y}</small></div>'


def work(incoming: queue.Queue, fragments: list[str]) -> None:
    while not incoming.empty():
        comment = incoming.get()
        fragments.append(to_fragment(comment))
        incoming.task_done()

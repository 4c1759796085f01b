import functools
import html
from http.server import SimpleHTTPRequestHandler
from pathlib import Path


class StatusHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def write_status(job: Path, states: dict[str, str]) -> None:
    """Write the page that handler_for() serves."""
    public = job / "public"
    public.mkdir(exist_ok=True)
    rows = "".join(f"<li>{html.escape(name)}: {html.escape(state)}</li>" for name, state in states.items())
    (public / "status.html").write_text(f"<ul>{rows}</ul>")


def page_address() -> str:
    return "/status.html"


def handler_for(job: Path):
    return functools.partial(StatusHandler, directory=str(job / "public"))

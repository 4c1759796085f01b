"""Build an HTML page out of the feedback that the form collected."""

import argparse
import json
from pathlib import Path

from jinja2 import DictLoader, Environment

TEMPLATES = {
    "feedback.html": """<!doctype html>
<title>{{ title }}</title>
<table>
{% for entry in entries %}<tr><td>{{ entry.name }}</td><td>{{ entry.comment }}</td></tr>
{% endfor %}</table>
""",
}

env = Environment(loader=DictLoader(TEMPLATES), trim_blocks=True)


def build(source: Path, target: Path, title: str) -> int:
    entries = json.loads(source.read_text())
    page = env.get_template("feedback.html").render(title=title, entries=entries)
    target.write_text(page)
    return len(entries)


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--title", default="Feedback")
    options = parser.parse_args(argv)
    count = build(options.source, options.target, options.title)
    print(f"{count} entries written to {options.target}")
    return 0

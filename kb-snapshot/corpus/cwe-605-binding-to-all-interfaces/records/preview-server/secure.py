from pathlib import Path
from wsgiref.simple_server import make_server


def preview(folder, port=8080):
    """A server that lists the drafts and shows each as text; call serve_forever() on it."""
    drafts = {path.stem: path for path in Path(folder).glob("*.md")}

    def page(environ, start_response):
        name = environ["PATH_INFO"].strip("/")
        if name == "":
            text = "\n".join(sorted(drafts))
        elif name in drafts:
            text = drafts[name].read_text(encoding="utf-8")
        else:
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"no such draft"]
        start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
        return [text.encode()]

    return make_server("127.0.0.1", port, page)

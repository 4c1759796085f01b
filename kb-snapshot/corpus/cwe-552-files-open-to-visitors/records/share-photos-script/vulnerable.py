"""Share the photos of the party in the local network."""

import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = "photos"


def collect(source: Path) -> int:
    """Copies the pictures of a camera into the folder."""
    target = Path(FOLDER)
    target.mkdir(exist_ok=True)
    pictures = sorted(source.glob("*.jpg"))
    for number, picture in enumerate(pictures, 1):
        (target / f"{number:04}.jpg").write_bytes(picture.read_bytes())
    return len(pictures)


def make_server(host: str, port: int) -> ThreadingHTTPServer:
    return ThreadingHTTPServer((host, port), SimpleHTTPRequestHandler)


if __name__ == "__main__":
    print(collect(Path(sys.argv[1])), "photos")
    with make_server(sys.argv[2], 8000) as server:
        server.serve_forever()

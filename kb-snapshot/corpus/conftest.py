"""What every proof can use: the record's two versions as modules, and a real HTTP server on loopback.

`RESCUE_FIXED` may name a folder that mirrors the corpus and holds `fixed.py` files, made by applying Rescue's own fix
to `vulnerable.py`. Where one exists for a record, it has to pass like `secure.py` does.
"""

import importlib.util
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

CORPUS = Path(__file__).parent


def load(path: Path):
    name = "record_" + "_".join(path.parts[-3:]).replace("-", "_").replace(".py", "")
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def versions(record: Path, first: str) -> list[Path]:
    found = [record / first] if first == "secure.py" else [record / first, record / "secure.py"]
    fixed_root = os.environ.get("RESCUE_FIXED")
    if fixed_root:
        fixed = Path(fixed_root) / record.relative_to(CORPUS) / "fixed.py"
        if fixed.exists():
            found.append(fixed)
    return found


def pytest_generate_tests(metafunc):
    record = Path(metafunc.module.__file__).parent
    if "program" in metafunc.fixturenames:
        paths = versions(record, "vulnerable.py")
        metafunc.parametrize("program", paths, indirect=True, ids=[p.stem for p in paths])
    if "hardened" in metafunc.fixturenames:
        paths = versions(record, "secure.py")
        metafunc.parametrize("hardened", paths, indirect=True, ids=[p.stem for p in paths])


@pytest.fixture
def program(request):
    return load(request.param)


@pytest.fixture
def hardened(request):
    return load(request.param)


@pytest.fixture
def vulnerable(request):
    return load(Path(request.module.__file__).parent / "vulnerable.py")


class QuietWSGI(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def http_server():
    """A function: give it a `BaseHTTPRequestHandler` class or a WSGI app, get the base URL of a server on loopback."""
    running = []

    def start(app) -> str:
        if isinstance(app, type) and issubclass(app, BaseHTTPRequestHandler):
            server = ThreadingHTTPServer(("127.0.0.1", 0), app)
        else:
            server = make_server("127.0.0.1", 0, app, handler_class=QuietWSGI)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()

import os
import threading
from contextlib import contextmanager
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client

KEY = b"shared by worker and control program"


class Payload:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (self.path,)


@contextmanager
def serving(module):
    worker = module.RenderWorker(0, KEY)

    def serve():
        try:
            worker.serve_one()
        except (AuthenticationError, EOFError, OSError, TypeError):
            pass

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield worker
    finally:
        thread.join()
        worker.listener.close()


def attack(module, tmp_path) -> bool:
    """Another user of the machine connects and sends a pickle."""
    trace = tmp_path / "owned"
    with serving(module) as worker:
        connection = Client(worker.address)
        connection.send(Payload(str(trace)))
        connection.close()
    return trace.exists()


def test_honest_input(program):
    with serving(program) as worker:
        assert program.submit(worker.address, KEY, "kitchen", 8) == "rendered kitchen with 8 samples"
    assert worker.done == ["kitchen"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

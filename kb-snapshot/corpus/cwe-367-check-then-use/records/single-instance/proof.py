import os
import sys

moves = {}


def rival(event, arguments):
    """Python tells us before it opens a file: the moment at which another process acts."""
    if event == "open" and arguments[0] in moves:
        moves.pop(arguments[0])()


sys.addaudithook(rival)


def attack(module, tmp_path) -> bool:
    path = str(tmp_path / "job.lock")

    def other_job():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(descriptor, b"4711")
        os.close(descriptor)

    moves[path] = other_job
    return module.JobLock(path).acquire()


def test_honest_input(program, tmp_path):
    lock = program.JobLock(str(tmp_path / "job.lock"))
    assert lock.acquire()
    assert lock.owner() == os.getpid()
    assert not program.JobLock(str(tmp_path / "job.lock")).acquire()
    lock.release()
    assert lock.acquire()


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import fcntl
import os
import signal
from pathlib import Path


def start(pid_file: Path):
    """Lock the file and write our number; keep what this returns open for as long as the daemon runs."""
    handle = pid_file.open("a+")
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    return handle


def stop(pid_file: Path) -> bool:
    """End the daemon; False when there is none."""
    if not pid_file.exists():
        return False
    with pid_file.open() as handle:
        os.kill(int(handle.read()), signal.SIGTERM)
    return True

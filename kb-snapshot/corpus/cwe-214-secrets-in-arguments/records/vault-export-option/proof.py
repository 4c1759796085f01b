import os
import subprocess
import sys
import threading
import time
from pathlib import Path


def processes():
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield entry.read_text()
        except (OSError, UnicodeDecodeError):
            continue


def export(module, tmp_path):
    """Runs the program as its manual says, while another user looks at the list of processes."""
    module.write_vault(tmp_path / "vault", "buy stamps", "otter-in-a-boat", os.urandom(16))
    by_option = "--password\"" in Path(module.__file__).read_text()
    program = [sys.executable, module.__file__, tmp_path / "vault", tmp_path / "out.txt"]
    argv = [*program, "--password", "otter-in-a-boat"] if by_option else program
    seen, done = [], threading.Event()

    def watch():
        while not done.is_set():
            seen.extend(line for line in processes() if "out.txt" in line)
            time.sleep(0.01)

    watcher = threading.Thread(target=watch)
    watcher.start()
    subprocess.run(argv, input=None if by_option else "otter-in-a-boat\n", text=True, check=True)
    done.set()
    watcher.join()
    assert seen
    return seen


def attack(module, tmp_path) -> bool:
    return any("otter-in-a-boat" in line for line in export(module, tmp_path))


def test_honest_input(program, tmp_path):
    export(program, tmp_path)
    assert (tmp_path / "out.txt").read_text() == "buy stamps"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import signal
import subprocess
import sys

DAEMON = """
import importlib.util, pathlib, sys, time
spec = importlib.util.spec_from_file_location("daemon", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
handle = module.start(pathlib.Path(sys.argv[2]))
print("ready", flush=True)
time.sleep(30)
"""


def attack(module, tmp_path) -> bool:
    """The file is left over, and its number belongs to somebody else's program."""
    stranger = subprocess.Popen(["sleep", "30"])
    (tmp_path / "collector.pid").write_text(str(stranger.pid))
    try:
        module.stop(tmp_path / "collector.pid")
        return stranger.wait(timeout=0.3) == -signal.SIGTERM
    except subprocess.TimeoutExpired:
        return False
    finally:
        stranger.kill()
        stranger.wait()


def test_honest_input(program, tmp_path):
    pid_file = tmp_path / "collector.pid"
    assert not program.stop(pid_file)
    command = [sys.executable, "-c", DAEMON, program.__file__, str(pid_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout.readline() == "ready\n"
        assert program.stop(pid_file)
        assert daemon.wait(timeout=5) == -signal.SIGTERM


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import sqlite3
import threading


def remaining(module, tmp_path, device):
    path = str(tmp_path / "devices.db")
    connection = sqlite3.connect(path)
    connection.executescript("""
        CREATE TABLE sessions (device TEXT, user TEXT);
        CREATE TABLE push_tokens (device TEXT, token TEXT);
        INSERT INTO sessions VALUES ('phone', 'ann'), ('tablet', 'bob');
        INSERT INTO push_tokens VALUES ('phone', 't1'), ('tablet', 't2');
    """)
    worker = module.CleanupWorker(path)
    thread = threading.Thread(target=worker.run)
    thread.start()
    worker.forget(device)
    worker.stop()
    thread.join()
    devices = sorted(name for name, in connection.execute("SELECT device FROM sessions")), sorted(
        name for name, in connection.execute("SELECT device FROM push_tokens")
    )
    connection.close()
    return devices


def attack(module, tmp_path) -> bool:
    sessions, _ = remaining(module, tmp_path, "x'; DELETE FROM sessions; --")
    return sessions == []


def test_honest_input(program, tmp_path):
    assert remaining(program, tmp_path, "phone") == (["tablet"], ["tablet"])


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

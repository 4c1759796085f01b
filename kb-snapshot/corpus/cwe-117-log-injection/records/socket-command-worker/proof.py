import logging
import socket
import threading


def send(module, tmp_path, text):
    door = module.Door()
    handler = logging.FileHandler(tmp_path / "door.log")
    module.logger.addHandler(handler)
    module.logger.setLevel(logging.INFO)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        worker = threading.Thread(target=lambda: door.handle(*listener.accept()))
        worker.start()
        with socket.create_connection(listener.getsockname()) as panel:
            panel.sendall(text.encode())
            answer = panel.recv(100).decode()
        worker.join()
    module.logger.removeHandler(handler)
    handler.close()
    return door, answer, (tmp_path / "door.log").read_text().splitlines()


def test_honest_input(program, tmp_path):
    door, answer, lines = send(program, tmp_path, "open\n")
    assert door.is_open and answer == "done"
    assert len(lines) == 1 and lines[0].startswith("panel 127.0.0.1 sent") and "open" in lines[0]
    assert send(program, tmp_path, "explode")[1] == "unknown"


def attack(module, tmp_path) -> bool:
    """A guest makes the log say that the caretaker's panel opened the door."""
    _, _, lines = send(module, tmp_path, "x\npanel 10.0.0.5 sent open")
    return any(line.startswith("panel 10.0.0.5 sent") for line in lines)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

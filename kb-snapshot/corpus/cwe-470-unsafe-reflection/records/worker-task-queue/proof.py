import json
import socket
import threading


def send(module, task, *args):
    with module.JobServer(("127.0.0.1", 0), "k-4711") as server:
        thread = threading.Thread(target=server.handle_request, daemon=True)
        thread.start()
        with socket.create_connection(server.server_address, timeout=5) as client:
            client.sendall(json.dumps({"task": task, "args": args}).encode() + b"\n")
            answer = client.makefile().readline()
        thread.join()
        return json.loads(answer)


def attack(module, tmp_path) -> bool:
    return send(module, "key") == "k-4711"


def test_honest_input(program, tmp_path):
    assert send(program, "resize", 20, 10) == {"size": [20, 10]}
    assert send(program, "thumbnail", 8) == {"size": [8, 8]}
    assert send(program, "rotate") == {"error": "unknown task"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import json
import socket
import threading


def ask(module, on_bound=None):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(2)

        def answer():
            data, address = server.recvfrom(2048)
            question = json.loads(data)
            reply = {"number": question["number"], "value": "ntp.company.example"}
            server.sendto(json.dumps(reply).encode(), address)

        thread = threading.Thread(target=answer)
        thread.start()
        value = module.query(server.getsockname(), "time-server", on_bound=on_bound)
        thread.join()
    return value


def attack(module, tmp_path) -> bool:
    """Somebody else on the network sends an answer before the server does."""

    def forge(address):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            forged = {"number": "0", "value": "ntp.evil.example"}
            other.sendto(json.dumps(forged).encode(), address)

    return ask(module, forge) == "ntp.evil.example"


def test_honest_input(program, tmp_path):
    assert ask(program) == "ntp.company.example"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

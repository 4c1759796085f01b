import json
import socket

MACHINES = {"press": "running", "oven": "heating"}


def udp():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    sock.settimeout(0.3)
    return sock


def ask(module, reply_to):
    """Let the attacker's or display's socket ask; return what each of the two sockets got."""
    server = module.StatusServer(MACHINES)
    got = []
    with udp() as asking, udp() as other:
        reply = (asking if reply_to == "self" else other).getsockname()
        asking.sendto(json.dumps({"ask": "status", "reply": reply}).encode(), server.address)
        server.serve_one()
        for sock in (asking, other):
            try:
                got.append(json.loads(sock.recv(2048)))
            except TimeoutError:
                got.append(None)
    server.close()
    return got


def attack(module, tmp_path) -> bool:
    return ask(module, "other")[1] == MACHINES


def test_honest_input(program, tmp_path):
    assert ask(program, "self") == [MACHINES, None]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

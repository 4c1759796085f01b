import json
import socket


def send(module, datagrams):
    with module.open_port() as port, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as meter:
        for datagram in [*datagrams, module.STOP]:
            meter.sendto(datagram, port.getsockname())
        return module.collect(port)


def reading(meter, value):
    return json.dumps({"meter": meter, "value": value}).encode()


def attack(module, tmp_path) -> bool:
    try:
        sums = send(module, [reading("m1", 4), reading("m1", "x"), reading("m1", 5)])
    except AssertionError:
        return True
    return sums["m1"] != 9


def test_honest_input(program, tmp_path):
    assert send(program, [reading("m1", 4), reading("m2", 1), reading("m1", 5)]) == {"m1": 9, "m2": 1}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import bz2
import socket
import struct
import threading

SIZE = 40_000_000


def send(module, snapshot):
    packed = bz2.compress(snapshot)
    with module.create_server(0) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        with socket.create_connection(server.server_address) as client:
            client.sendall(struct.pack("!HI", 12, len(packed)) + packed)
            answer = client.makefile("rb").readline()
        server.shutdown()
        thread.join()
    return answer


def attack(module, tmp_path) -> bool:
    """Some bytes over the network, and forty megabytes in memory."""
    assert len(bz2.compress(bytes(SIZE))) < 1000
    send(module, bytes(SIZE))
    return len(module.snapshots.get(12, b"")) == SIZE


def test_honest_input(program, tmp_path):
    assert send(program, b"21.5 21.6 21.4") == b"14 bytes\n"
    assert program.snapshots == {12: b"21.5 21.6 21.4"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

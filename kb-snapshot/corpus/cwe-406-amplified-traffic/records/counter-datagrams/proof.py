import socket
import socketserver
import threading


def ask(module, request):
    with socketserver.UDPServer(("127.0.0.1", 0), module.StatsHandler) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(2)
            client.sendto(request, server.server_address)
            return client.recv(8192)


def attack(module, tmp_path) -> bool:
    return len(ask(module, b"stats\n")) > 50 * len(b"stats\n")


def test_honest_input(program, tmp_path):
    answer = ask(program, b"stats".ljust(4096))
    assert b"queue.3.length 21" in answer.splitlines()


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

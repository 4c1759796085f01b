import socket
import threading

import paramiko
import pytest


def session(module, log_in):
    ours, theirs = socket.socketpair()
    key = paramiko.ECDSAKey.generate()
    started = []
    server = threading.Thread(target=lambda: started.append(module.serve(theirs, key, "s3cret-word")))
    server.start()
    client = paramiko.Transport(ours)
    try:
        client.start_client(timeout=5)
        log_in(client)
        channel = client.open_session(timeout=5)
        channel.exec_command("tail")
        return channel.recv(4096).decode()
    finally:
        server.join()
        client.close()
        for transport in started:
            transport.close()


def attack(module, tmp_path) -> bool:
    try:
        return "5512" in session(module, lambda client: client.auth_none("anybody"))
    except paramiko.SSHException:
        return False


def test_honest_input(program, tmp_path):
    assert "started" in session(program, lambda client: client.auth_password("monitor", "s3cret-word"))
    with pytest.raises(paramiko.SSHException):
        session(program, lambda client: client.auth_password("monitor", "wrong"))


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

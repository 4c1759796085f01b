import socket
import subprocess
import threading

import paramiko
import pytest

KEY = paramiko.ECDSAKey.generate()


class Account(paramiko.ServerInterface):
    """What sshd does with a command: the login shell gets the text."""

    def check_auth_password(self, username, password):
        return paramiko.AUTH_SUCCESSFUL

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED

    def check_channel_exec_request(self, channel, command):
        threading.Thread(target=self.execute, args=(channel, command), daemon=True).start()
        return True

    def execute(self, channel, command):
        done = subprocess.run(["/bin/sh", "-c", command.decode()], capture_output=True)
        channel.sendall(done.stdout)
        channel.send_exit_status(done.returncode)
        channel.close()


@pytest.fixture
def port():
    listener = socket.create_server(("127.0.0.1", 0))
    transports = []

    def accept():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transport.add_server_key(KEY)
            transport.start_server(server=Account())
            transports.append(transport)

    threading.Thread(target=accept, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()
    for transport in transports:
        transport.close()


def measure(module, port, folder):
    server = module.FileServer.connect("127.0.0.1", port, "report", "pass", KEY)
    try:
        return server.kilobytes(folder)
    finally:
        server.close()


def attack(module, tmp_path, port) -> bool:
    marker = tmp_path / "marker"
    measure(module, port, f"{tmp_path}; touch {marker}")
    return marker.exists()


def test_honest_input(program, tmp_path, port):
    (tmp_path / "film.bin").write_bytes(b"x" * 40_000)
    assert measure(program, port, str(tmp_path)) >= 36
    assert measure(program, port, str(tmp_path / "missing")) is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, port):
    assert attack(vulnerable, tmp_path, port)


def test_attack_fails_on_hardened(hardened, tmp_path, port):
    assert not attack(hardened, tmp_path, port)

import queue
import socket
import threading
from contextlib import contextmanager

import paramiko


class Machine(paramiko.ServerInterface):
    def __init__(self, seen):
        self.seen = seen

    def get_allowed_auths(self, username):
        return "password"

    def check_auth_password(self, username, password):
        self.seen.append(password)
        return paramiko.AUTH_SUCCESSFUL

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED

    def check_channel_exec_request(self, channel, command):
        def answer():
            channel.sendall(b"ran " + command)
            channel.send_exit_status(0)
            channel.close()

        threading.Timer(0.05, answer).start()
        return True


@contextmanager
def ssh_server(key, seen):
    listener = socket.create_server(("127.0.0.1", 0))
    transports = []

    def serve():
        try:
            raw, _ = listener.accept()
        except OSError:
            return
        transport = paramiko.Transport(raw)
        transports.append(transport)
        transport.add_server_key(key)
        try:
            transport.start_server(server=Machine(seen))
        except (paramiko.SSHException, EOFError):
            pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(2)
        for transport in transports:
            transport.close()


def work_on(module, port):
    jobs, results = queue.Queue(), []
    jobs.put({"id": 1, "host": "127.0.0.1", "port": port, "user": "deploy", "command": "uptime"})
    module.work(jobs, results, {"127.0.0.1": "hunter2"})
    return results


def known_hosts(folder, key, port):
    path = folder / "known_hosts"
    path.write_text(f"[127.0.0.1]:{port} {key.get_name()} {key.get_base64()}\n" if key else "")
    return path


def test_honest_input(program, tmp_path):
    key, seen = paramiko.ECDSAKey.generate(), []
    with ssh_server(key, seen) as port:
        program.KNOWN_HOSTS = known_hosts(tmp_path, key, port)
        assert work_on(program, port) == [(1, "ran uptime")]
    assert seen == ["hunter2"]


def attack(module, tmp_path) -> bool:
    """An impostor answers on the address of a machine whose key nobody has recorded."""
    seen = []
    with ssh_server(paramiko.ECDSAKey.generate(), seen) as port:
        module.KNOWN_HOSTS = known_hosts(tmp_path, None, port)
        try:
            work_on(module, port)
        except paramiko.SSHException:
            return False
    return seen == ["hunter2"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

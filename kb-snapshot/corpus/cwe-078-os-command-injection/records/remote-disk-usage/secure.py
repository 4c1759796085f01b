import shlex

import paramiko


class FileServer:
    """A machine whose folders can be measured over SSH."""

    def __init__(self, client: paramiko.SSHClient):
        self.client = client

    @classmethod
    def connect(cls, host: str, port: int, user: str, password: str, host_key: paramiko.PKey) -> "FileServer":
        client = paramiko.SSHClient()
        client.get_host_keys().add(f"[{host}]:{port}", host_key.get_name(), host_key)
        client.connect(host, port, user, password, allow_agent=False, look_for_keys=False)
        return cls(client)

    def kilobytes(self, folder: str) -> int | None:
        _, stdout, _ = self.client.exec_command(f"du -sk {shlex.quote(folder)}")
        output = stdout.read().decode()
        if stdout.channel.recv_exit_status() != 0:
            return None
        return int(output.split()[0])

    def close(self) -> None:
        self.client.close()

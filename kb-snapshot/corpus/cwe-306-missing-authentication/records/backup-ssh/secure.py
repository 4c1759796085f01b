import hmac
import threading

import paramiko

LOG = ["09:14 started", "09:15 backup key is 5512"]


class LogServer(paramiko.ServerInterface):
    def __init__(self, password: str):
        self.password = password
        self.asked = threading.Event()

    def get_allowed_auths(self, username):
        return "password"

    def check_auth_none(self, username):
        return paramiko.AUTH_FAILED

    def check_auth_password(self, username, password):
        right = hmac.compare_digest(password.encode(), self.password.encode())
        return paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED

    def check_channel_exec_request(self, channel, command):
        channel.send("\n".join(LOG).encode())
        channel.send_exit_status(0)
        self.asked.set()
        return True


def serve(sock, key: paramiko.PKey, password: str) -> paramiko.Transport:
    transport = paramiko.Transport(sock)
    transport.add_server_key(key)
    transport.start_server(server=LogServer(password))
    return transport

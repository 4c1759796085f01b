"""Tells the support channel about new tickets."""

import socket

CHANNEL = "#support"


class Announcer:
    def __init__(self, host: str, port: int):
        self.sock = socket.create_connection((host, port), timeout=1)
        self.sock.sendall(b"NICK tickets\r\nUSER tickets 0 * :tickets\r\n")
        self.sock.sendall(f"JOIN {CHANNEL}\r\n".encode())

    def ticket_opened(self, number: int, title: str) -> None:
        self.say(f"Ticket {number}: {title}")

    def say(self, text: str) -> None:
        line = " ".join(text.split())
        self.sock.sendall(f"PRIVMSG {CHANNEL} :{line}\r\n".encode())

    def close(self) -> None:
        self.sock.sendall(b"QUIT\r\n")
        self.sock.close()

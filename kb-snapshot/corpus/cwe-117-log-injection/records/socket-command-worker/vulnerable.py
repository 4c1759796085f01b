"""Takes commands for the door from the wall panel over a socket."""

import logging
import socket

logger = logging.getLogger("door")


class Door:
    def __init__(self):
        self.is_open = False

    def obey(self, command: str) -> str:
        if command not in ("open", "close"):
            return "unknown"
        self.is_open = command == "open"
        return "done"

    def handle(self, conn: socket.socket, address: tuple[str, int]) -> None:
        with conn:
            text = conn.recv(1024).decode("utf-8", "replace").strip()
            logger.info("panel %s sent %s", address[0], text)
            conn.sendall(self.obey(text).encode())

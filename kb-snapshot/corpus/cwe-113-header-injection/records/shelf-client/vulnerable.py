"""Shelf lookup for the warehouse terminal."""

import socket
import sys


def ask(host: str, port: int, article: str) -> str:
    with socket.create_connection((host, port), timeout=5) as connection:
        request = f"GET /shelf/{article} HTTP/1.0\r\nHost: shelves\r\n\r\n"
        connection.sendall(request.encode())
        answer = b""
        while chunk := connection.recv(4096):
            answer += chunk
    return answer.partition(b"\r\n\r\n")[2].decode()


def main() -> None:
    host, port, article = sys.argv[1:4]
    print(ask(host, int(port), article))


if __name__ == "__main__":
    main()

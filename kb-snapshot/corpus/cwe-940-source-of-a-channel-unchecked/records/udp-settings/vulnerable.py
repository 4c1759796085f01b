import json
import secrets
import socket


def query(server: tuple[str, int], name: str, timeout: float = 2.0, on_bound=None) -> str | None:
    """The server's setting for a name, or None when there is no answer in time."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(timeout)
        sock.bind(("127.0.0.1", 0))
        if on_bound:
            on_bound(sock.getsockname())
        number = secrets.token_hex(8)
        question = json.dumps({"number": number, "name": name}).encode()
        sock.sendto(question, server)
        try:
            data, _ = sock.recvfrom(2048)
        except TimeoutError:
            return None
    return json.loads(data)["value"]

import contextlib
import socket
import threading
import time

import httpx


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def base_of(module):
    port = free_port()
    threading.Thread(target=module.serve, args=(port,), daemon=True).start()
    for _ in range(100):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        time.sleep(0.01)
    return f"http://127.0.0.1:{port}"


def attack(module, tmp_path) -> bool:
    page = httpx.get(base_of(module) + "/km", params={"miles": "abc"}).text
    return "could not convert string to float" in page and "SECRET" in page


def test_honest_input(program, tmp_path):
    base = base_of(program)
    assert httpx.get(base + "/km", params={"miles": "3"}).json() == {"miles": 3.0, "km": 4.828}
    assert httpx.get(base + "/health").text == "ok"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

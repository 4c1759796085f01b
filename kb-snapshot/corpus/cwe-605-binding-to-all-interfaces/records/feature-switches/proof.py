import threading

import requests


def send(module, address, method, path, body=b""):
    server = module.create_server(0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        url = f"http://{address}:{server.server_port}{path}"
        return requests.request(method, url, data=body, timeout=1).json()
    except requests.ConnectionError:
        return None
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def attack(module, tmp_path) -> bool:
    # 127.0.0.2 stands for another address of this machine.
    send(module, "127.0.0.2", "PUT", "/switches/export", b"on")
    return module.switches["export"]


def test_honest_input(program, tmp_path):
    assert send(program, "127.0.0.1", "GET", "/switches") == {"search": True, "export": False}
    answer = send(program, "127.0.0.1", "PUT", "/switches/search", b"off")
    assert answer == {"search": False, "export": False}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

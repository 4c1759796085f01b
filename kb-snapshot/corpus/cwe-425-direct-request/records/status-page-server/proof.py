import threading
import urllib.error
import urllib.request
from http.server import ThreadingHTTPServer


def get(module, tmp_path, path):
    (tmp_path / "collect.ini").write_text("password = hunter-7")
    module.write_status(tmp_path, {"mail": "up"})
    server = ThreadingHTTPServer(("127.0.0.1", 0), module.handler_for(tmp_path))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_address[1]}{path}"
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return str(error.code)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def attack(module, tmp_path) -> bool:
    return "hunter-7" in get(module, tmp_path, "/collect.ini")


def test_honest_input(program, tmp_path):
    assert get(program, tmp_path, program.page_address()) == "<ul><li>mail: up</li></ul>"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

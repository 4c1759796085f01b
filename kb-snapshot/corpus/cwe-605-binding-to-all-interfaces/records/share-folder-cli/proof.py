import threading
import urllib.error
import urllib.request


def fetch(module, tmp_path, address, *options):
    (tmp_path / "notes.txt").write_text("for me only")
    server = module.build_server([str(tmp_path), "--port", "0", *options])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        url = f"http://{address}:{server.server_address[1]}/notes.txt"
        with urllib.request.urlopen(url, timeout=1) as answer:
            return answer.read().decode()
    except urllib.error.URLError:
        return None
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def attack(module, tmp_path) -> bool:
    # 127.0.0.2 stands for another address of this machine.
    return fetch(module, tmp_path, "127.0.0.2") == "for me only"


def test_honest_input(program, tmp_path):
    assert fetch(program, tmp_path, "127.0.0.1") == "for me only"
    assert fetch(program, tmp_path, "127.0.0.2", "--host", "127.0.0.2") == "for me only"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

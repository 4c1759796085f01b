import threading
import urllib.error
import urllib.request


def get(module, tmp_path, address, path):
    (tmp_path / "novel.md").write_text("It was a dark night.")
    server = module.preview(tmp_path, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        url = f"http://{address}:{server.server_address[1]}{path}"
        with urllib.request.urlopen(url, timeout=1) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code
    except urllib.error.URLError:
        return None
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def attack(module, tmp_path) -> bool:
    # 127.0.0.2 stands for another address of this machine.
    return get(module, tmp_path, "127.0.0.2", "/novel") == "It was a dark night."


def test_honest_input(program, tmp_path):
    assert get(program, tmp_path, "127.0.0.1", "/") == "novel"
    assert get(program, tmp_path, "127.0.0.1", "/novel") == "It was a dark night."
    assert get(program, tmp_path, "127.0.0.1", "/diary") == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import socketserver
import threading

import pytest


class Memcached(socketserver.StreamRequestHandler):
    """The text protocol: incr and set."""

    def handle(self):
        store = self.server.store
        for line in self.rfile:
            words = line.decode().split()
            if words[0] == "incr" and len(words) == 3 and words[1] in store:
                store[words[1]] = str(int(store[words[1]]) + int(words[2]))
                self.wfile.write(store[words[1]].encode() + b"\r\n")
            elif words[0] == "set" and len(words) == 5:
                store[words[1]] = self.rfile.readline().decode().strip()
                self.wfile.write(b"STORED\r\n")
            else:
                self.wfile.write(b"NOT_FOUND\r\n")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = False
    block_on_close = True


@pytest.fixture
def cache():
    with Server(("127.0.0.1", 0), Memcached) as server:
        server.store = {"tides": "41", "quota": "5"}
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def read(module, cache, article):
    module.app.config["MEMCACHED"] = cache.server_address
    return module.app.test_client().get("/read", query_string={"article": article})


def attack(module, cache) -> bool:
    read(module, cache, "tides 1\r\nset quota 0 0 4\r\n9999\r\nincr tides")
    cache.shutdown()
    cache.server_close()
    return cache.store["quota"] == "9999"


def test_honest_input(program, cache):
    assert read(program, cache, "tides").json == {"readers": 42}
    assert read(program, cache, "moon").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, cache):
    assert attack(vulnerable, cache)


def test_attack_fails_on_hardened(hardened, cache):
    assert not attack(hardened, cache)

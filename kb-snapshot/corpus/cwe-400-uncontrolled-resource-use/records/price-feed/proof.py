import json
import socket
import threading


def shop(cents):
    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"cents": cents}).encode()]

    return app


def attack(module, tmp_path) -> bool:
    """A shop that accepts the connection and says nothing holds the comparison up."""
    module.PATIENCE = 0.1
    silent = socket.create_server(("127.0.0.1", 0))
    feed = module.PriceFeed([f"http://127.0.0.1:{silent.getsockname()[1]}"])
    answers = []
    thread = threading.Thread(target=lambda: answers.append(feed.cheapest("tea")), daemon=True)
    thread.start()
    thread.join(0.8)
    is_stuck = thread.is_alive()
    silent.close()
    thread.join(0.5)
    return is_stuck


def test_honest_input(program, http_server):
    feed = program.PriceFeed([http_server(shop(250)), http_server(shop(199)), "http://127.0.0.1:1"])
    assert feed.cheapest("tea") == 199
    assert program.PriceFeed([]).cheapest("tea") is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

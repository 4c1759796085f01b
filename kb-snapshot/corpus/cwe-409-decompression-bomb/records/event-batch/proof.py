import json
import tracemalloc
import zlib

SIZE = 40_000_000


def attack(module, tmp_path) -> bool:
    """A request of 40 kilobytes makes the program hold 40 megabytes."""
    bomb = zlib.compress(b" " * SIZE)
    assert len(bomb) < 50_000
    client = module.app.test_client()
    tracemalloc.start()
    client.post("/events", data=bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak > SIZE * 0.9


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    batch = json.dumps([{"kind": "start"}, {"kind": "stop"}, {"kind": "start"}]).encode()
    assert client.post("/events", data=zlib.compress(batch)).json == {"received": 3}
    assert program.counts == {"start": 2, "stop": 1}
    assert client.post("/events", data=b"not compressed").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

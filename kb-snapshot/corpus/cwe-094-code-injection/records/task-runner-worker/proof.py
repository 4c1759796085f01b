import json
import queue


def send(module, *messages):
    waiting = queue.Queue()
    for number, (task, args) in enumerate(messages):
        waiting.put(json.dumps({"id": number, "task": task, "args": args}))
    waiting.put(None)
    results = []
    module.work(waiting, results)
    return results


def attack(module, tmp_path) -> bool:
    marker = tmp_path / "marker"
    send(module, ("os.system", [f"touch {marker}"]))
    return marker.exists()


def test_honest_input(program, tmp_path):
    calls = ("statistics.mean", [[1, 2, 6]]), ("statistics.median", [[1, 2, 6]]), ("no.such", [1])
    results = send(program, *calls)
    assert results[:2] == [{"id": 0, "result": 3}, {"id": 1, "result": 2}]
    assert "error" in results[2]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

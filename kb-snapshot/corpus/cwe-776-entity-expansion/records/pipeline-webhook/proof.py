import json

import httpx


def bomb(levels):
    lines = ["a0: &a0 [" + ", ".join(["x"] * 10) + "]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * 10) + "]")
    return "\n".join(lines)


def send(module, http_server, tmp_path, text):
    queue = tmp_path / "queue.jsonl"
    queue.touch()
    handler = type("Handler", (module.PipelineHandler,), {"queue": queue})
    return httpx.post(http_server(handler), content=text).status_code, queue.read_text()


def attack(module, http_server, tmp_path) -> bool:
    text = bomb(5)
    return len(send(module, http_server, tmp_path, text)[1]) > 1000 * len(text)


def test_honest_input(program, http_server, tmp_path):
    status, queued = send(program, http_server, tmp_path, "steps:\n- make\n- make test\n")
    assert status == 202
    assert json.loads(queued) == {"steps": ["make", "make test"]}
    assert send(program, http_server, tmp_path, "a: [")[0] == 400


def test_attack_succeeds_on_vulnerable(vulnerable, http_server, tmp_path):
    assert attack(vulnerable, http_server, tmp_path)


def test_attack_fails_on_hardened(hardened, http_server, tmp_path):
    assert not attack(hardened, http_server, tmp_path)

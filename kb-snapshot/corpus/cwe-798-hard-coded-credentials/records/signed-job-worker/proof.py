import ast
import hashlib
import hmac
import inspect
import json
import os

os.environ.setdefault("JOB_QUEUE_KEY", os.urandom(32).hex())


def test_honest_input(program, tmp_path):
    queue = program.JobQueue(tmp_path)
    queue.submit("a", {"user": "kim", "amount": 5})
    queue.submit("b", {"user": "kim", "amount": 7})
    assert queue.run() == 2
    assert queue.balances == {"kim": 12}
    (tmp_path / "c.job").write_text(json.dumps({"body": '{"user": "kim", "amount": 1}', "signature": "00"}))
    assert queue.run() == 0


def attack(module, tmp_path) -> bool:
    """Somebody who may write to the folder signs with every text in the source."""
    queue = module.JobQueue(tmp_path)
    body = b'{"user": "kim", "amount": 1000}'
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        key = getattr(node, "value", None)
        if isinstance(node, ast.Constant) and isinstance(key, (str, bytes)):
            key = key.encode() if isinstance(key, str) else key
            signature = hmac.new(key, body, hashlib.sha256).hexdigest()
            (tmp_path / "x.job").write_text(json.dumps({"body": body.decode(), "signature": signature}))
            queue.run()
    return queue.balances["kim"] > 0


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

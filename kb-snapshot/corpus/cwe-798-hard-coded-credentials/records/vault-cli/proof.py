import ast
import inspect
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

os.environ.setdefault("VAULT_KEY", os.urandom(32).hex())


def test_honest_input(program, tmp_path, capsys):
    file = str(tmp_path / "notes")
    assert program.main(["put", file, "door", "code 4711"]) == 0
    assert program.main(["put", file, "car", "blue"]) == 0
    program.main(["get", file, "door"])
    assert capsys.readouterr().out == "code 4711\n"
    assert b"4711" not in (tmp_path / "notes").read_bytes()


def attack(module, tmp_path) -> bool:
    """A found backup of the file, and the public source of the program."""
    module.main(["put", str(tmp_path / "notes"), "door", "code 4711"])
    raw = (tmp_path / "notes").read_bytes()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        key = getattr(node, "value", None)
        if isinstance(node, ast.Constant) and isinstance(key, (str, bytes)):
            key = key.encode() if isinstance(key, str) else key
            try:
                if b"code 4711" in AESGCM(key).decrypt(raw[:12], raw[12:], None):
                    return True
            except (ValueError, InvalidTag):
                continue
    return False


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

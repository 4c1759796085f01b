import hashlib
import hmac
import json


def signature(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def attack(module, tmp_path) -> bool:
    try:
        module.run(json.dumps({"__init__": {"__globals__": {"SIGNING_KEY": "mine"}}}))
    except KeyError:
        pass
    result = module.run("{}")
    return result["signature"] == signature(b"mine", result["text"])


def test_honest_input(program, tmp_path):
    overrides = {"pages": 2, "output": {"format": "png", "options": {"margin": 0}}}
    result = program.run(json.dumps(overrides))
    assert result["text"] == "2 pages as png, margin 0"
    assert result["signature"] == signature(b"kept in the vault", result["text"])


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

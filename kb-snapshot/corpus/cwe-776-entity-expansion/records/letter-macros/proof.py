import pytest


def attack(module, tmp_path) -> bool:
    blocks = {"b0": "ha" * 5}
    for level in range(1, 6):
        blocks[f"b{level}"] = f"{{{{b{level - 1}}}}}" * 10
    size = sum(map(len, blocks.values()))
    try:
        return len(module.expand("{{b5}}", blocks)) > 1000 * size
    except ValueError:
        return False


def test_honest_input(program, tmp_path):
    blocks = {"greeting": "Dear {{name}},", "name": "Ada"}
    assert program.expand("{{greeting}}\nsee you.", blocks) == "Dear Ada,\nsee you."
    with pytest.raises(ValueError):
        program.expand("{{a}}", {"a": "{{a}}{{b}}", "b": "x"})


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

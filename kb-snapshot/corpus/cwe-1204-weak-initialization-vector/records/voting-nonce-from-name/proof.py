import functools
import operator


def xor(*texts):
    return bytes(functools.reduce(operator.xor, column) for column in zip(*texts))


def vote(module, member, choice):
    return module.app.test_client().post(f"/ballots/{member}", data={"choice": choice}).status_code


def attack(module, tmp_path) -> bool:
    """Has a copy of the stored ballots and knows that Ada first voted for yes."""
    vote(module, "ada", "yes")
    vote(module, "ada", "no ")
    first, second = (sealed[12:15] for sealed in module.history)
    return xor(first, b"yes", second) == b"no "


def test_honest_input(program, tmp_path):
    assert vote(program, "ada", "yes") == 201
    assert vote(program, "ben", "no ") == 201
    assert vote(program, "ben", "yes") == 201
    assert vote(program, "carl", "maybe") == 400
    assert program.count() == {"yes": 2, "no ": 0, "out": 0}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

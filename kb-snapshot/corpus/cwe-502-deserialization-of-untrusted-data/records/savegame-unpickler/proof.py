import os
import pickle
from collections import Counter


class Touch:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def attack(module, tmp_path) -> bool:
    proof = tmp_path / "ran"
    game = tmp_path / "shared.save"
    game.write_bytes(pickle.dumps({"version": 3, "level": Touch(proof), "found": Counter()}))
    try:
        module.describe(game)
    except pickle.UnpicklingError:
        pass
    return proof.exists()


def test_honest_input(program, tmp_path):
    game = tmp_path / "mine.save"
    program.save_game(game, 4, Counter(coin=7, key=1))
    assert program.describe(game) == "Level 4, 7 coin, 1 key"
    game.write_bytes(pickle.dumps({"version": 9}))
    try:
        program.load_game(game)
    except ValueError as error:
        assert "newer" in str(error)
    else:
        raise AssertionError("a newer version was accepted")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

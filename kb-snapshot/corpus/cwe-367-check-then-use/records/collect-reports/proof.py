import os
import sys

moves = {}


def rival(event, arguments):
    """Python tells us before it opens a file: the moment at which the user acts."""
    if event == "open" and arguments[0] in moves:
        moves.pop(arguments[0])()


sys.addaudithook(rival)


def attack(module, tmp_path) -> bool:
    secret = tmp_path / "secret.txt"
    secret.write_text("the service's password")
    path = str(tmp_path / "home" / "eve" / "report.txt")
    os.makedirs(os.path.dirname(path))
    with open(path, "w") as file:
        file.write("all is well")

    def swap():
        os.remove(path)
        os.symlink(secret, path)

    moves[path] = swap
    return module.collect(str(tmp_path / "home")).get("eve") == "the service's password"


def test_honest_input(program, tmp_path):
    for user in ("ann", "bob", "tim"):
        (tmp_path / user).mkdir()
    (tmp_path / "ann" / "report.txt").write_text("done")
    (tmp_path / "other.txt").write_text("not a report")
    (tmp_path / "bob" / "report.txt").symlink_to(tmp_path / "other.txt")
    assert program.collect(str(tmp_path)) == {"ann": "done"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

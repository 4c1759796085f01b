import sys
from pathlib import Path

moves = {}


def rival(event, arguments):
    """Python tells us before it opens a file: the moment at which another desk acts."""
    if event == "open" and arguments[0] in moves:
        moves.pop(arguments[0])()


sys.addaudithook(rival)


def book(module, hall, seat, guest):
    return module.main([str(seat), "--for", guest, "--hall", str(hall)])


def attack(module, tmp_path) -> bool:
    """Both desks are told that the seat is theirs."""
    answers = []
    moves[str(tmp_path / "012.txt")] = lambda: answers.append(book(module, tmp_path, 12, "ann"))
    answers.append(book(module, tmp_path, 12, "eve"))
    return answers == [0, 0]


def test_honest_input(program, tmp_path, capsys):
    assert book(program, tmp_path, 12, "ann") == 0
    assert book(program, tmp_path, 12, "bob") == 1
    assert book(program, tmp_path, 13, "bob") == 0
    assert capsys.readouterr().out == "reserved for ann\ntaken\nreserved for bob\n"
    assert Path(tmp_path, "012.txt").read_text() == "ann"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

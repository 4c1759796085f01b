import os
import sys

moves = {}


def rival(event, arguments):
    """Python tells us before it opens a file: the moment at which a second request acts."""
    if event == "open" and str(arguments[0]) in moves:
        moves.pop(str(arguments[0]))()


sys.addaudithook(rival)


def redeem(module, tmp_path, code):
    module.USED = tmp_path
    return module.app.test_client().post(f"/vouchers/{code}", data={"customer": "ann"})


def attack(module, tmp_path) -> bool:
    """Two requests with one voucher, and both get the discount."""
    answers = []
    moves[os.path.join(tmp_path, "TEA10")] = lambda: answers.append(redeem(module, tmp_path, "TEA10"))
    answers.append(redeem(module, tmp_path, "TEA10"))
    return [answer.status_code for answer in answers] == [200, 200]


def test_honest_input(program, tmp_path):
    assert redeem(program, tmp_path, "TEA10").json == {"discount": 10}
    assert redeem(program, tmp_path, "TEA10").status_code == 409
    assert redeem(program, tmp_path, "TEA20").status_code == 200
    assert (tmp_path / "TEA10").read_text() == "ann"
    assert program.app.test_client().get("/vouchers").json == {"used": 2}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

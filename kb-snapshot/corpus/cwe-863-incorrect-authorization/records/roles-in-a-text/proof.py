import pytest

STAFF = """name,roles
ann,"editor,admin"
bob,editor
eve,"reader,administrative-assistant"
"""


def change(module, tmp_path, user):
    path = tmp_path / "staff.csv"
    path.write_text(STAFF)
    return module.set_salary(module.load_staff(path), user, {"eve": 3000}, "eve", 9000)


def attack(module, tmp_path) -> bool:
    try:
        return change(module, tmp_path, "eve") == {"eve": 9000}
    except module.Forbidden:
        return False


def test_honest_input(program, tmp_path):
    assert change(program, tmp_path, "ann") == {"eve": 9000}
    for other in ("bob", "nobody"):
        with pytest.raises(program.Forbidden):
            change(program, tmp_path, other)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

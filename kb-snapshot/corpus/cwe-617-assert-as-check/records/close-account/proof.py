import sys
import types


def without_asserts(module):
    """The module as `python -O` runs it."""
    name = module.__name__ + "_optimised"
    optimised = types.ModuleType(name)
    optimised.__file__ = module.__file__
    sys.modules[name] = optimised
    with open(module.__file__) as file:
        exec(compile(file.read(), module.__file__, "exec", optimize=1), optimised.__dict__)
    return optimised


def attack(module, tmp_path) -> bool:
    register = without_asserts(module).Register()
    register.join("ada")
    eve = register.join("eve")
    try:
        register.close_account(eve, "ada")
    except PermissionError:
        return False
    return "ada" not in register.members


def test_honest_input(program, tmp_path):
    register = program.Register()
    register.join("ben")
    register.close_account(register.join("root", is_admin=True), "ben")
    assert list(register.members) == ["root"]
    try:
        register.close_account(program.Member("eve"), "root")
    except (AssertionError, PermissionError):
        pass
    assert list(register.members) == ["root"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

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


def account(module, tmp_path, cents):
    accounts = module.open_accounts(tmp_path / "canteen.db")
    accounts.execute("INSERT INTO account VALUES ('eve', ?)", (cents,))
    return accounts


def attack(module, tmp_path) -> bool:
    module = without_asserts(module)
    accounts = account(module, tmp_path, 100)
    try:
        return module.withdraw(accounts, "eve", -5000) == 5100
    except ValueError:
        return False


def test_honest_input(program, tmp_path):
    accounts = account(program, tmp_path, 500)
    assert program.withdraw(accounts, "eve", 120) == 380


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

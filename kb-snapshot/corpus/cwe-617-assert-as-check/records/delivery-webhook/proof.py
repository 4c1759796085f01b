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


def notify(module, signature):
    body = b'{"parcel": "P-17"}'
    headers = {"X-Signature": signature or module.signature_of(body), "Content-Type": "application/json"}
    return module.app.test_client().post("/delivered", data=body, headers=headers)


def attack(module, tmp_path) -> bool:
    optimised = without_asserts(module)
    notify(optimised, "forged")
    return "P-17" in optimised.delivered


def test_honest_input(program, tmp_path):
    assert notify(program, None).status_code == 204
    assert program.delivered == {"P-17"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

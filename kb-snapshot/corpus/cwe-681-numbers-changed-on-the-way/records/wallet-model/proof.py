import warnings

from sqlalchemy import create_engine
from sqlalchemy.orm import Session


def with_wallet(module):
    warnings.simplefilter("ignore")
    engine = create_engine("sqlite://")
    module.Base.metadata.create_all(engine)
    session = Session(engine)
    session.add(module.Wallet(member="eve", balance=0))
    session.flush()
    session.refresh(session.get(module.Wallet, "eve"))
    return session


def attack(module, tmp_path) -> bool:
    """Three deposits of ten cents are worth more than thirty cents."""
    with with_wallet(module) as session:
        for _ in range(3):
            module.deposit(session, "eve", "0.1")
        return session.get(module.Wallet, "eve").balance > module.Decimal("0.3")


def test_honest_input(program, tmp_path):
    with with_wallet(program) as session:
        program.deposit(session, "eve", "5")
        assert not program.spend(session, "eve", "6")
        assert program.spend(session, "eve", "5")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

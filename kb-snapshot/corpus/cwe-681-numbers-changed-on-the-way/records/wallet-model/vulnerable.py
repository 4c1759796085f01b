"""Wallets of the members."""

from decimal import Decimal

from sqlalchemy import Float, Numeric, String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Wallet(Base):
    __tablename__ = "wallet"
    member: Mapped[str] = mapped_column(String, primary_key=True)
    balance = mapped_column(Float, default=0)


def deposit(session: Session, member, amount):
    wallet = session.get(Wallet, member)
    wallet.balance += type(wallet.balance)(amount)
    session.flush()
    session.refresh(wallet)


def spend(session: Session, member, amount):
    wallet = session.get(Wallet, member)
    if wallet.balance < Decimal(amount):
        return False
    wallet.balance -= type(wallet.balance)(amount)
    session.flush()
    return True

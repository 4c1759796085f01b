import json
import queue

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SHOP = Ed25519PrivateKey.generate()


def order(number):
    return json.dumps({"number": number, "item": "lamp"}).encode()


def attack(module) -> bool:
    inbox = module.OrderInbox(SHOP.public_key())
    inbox.accept(order(8), Ed25519PrivateKey.generate().sign(order(8)))
    return bool(inbox.orders)


def test_honest_input(program):
    inbox, waiting = program.OrderInbox(SHOP.public_key()), queue.Queue()
    assert inbox.accept(order(6), SHOP.sign(order(6))) == 6
    waiting.put((order(7), SHOP.sign(order(7))))
    waiting.put(None)
    inbox.work(waiting)
    assert [taken["number"] for taken in inbox.orders] == [6, 7]


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)

import sqlite3


def filled(module):
    box = module.Mailbox(sqlite3.connect(":memory:"))
    return box, box.deliver("ann", "the contract is signed"), box.deliver("eve", "hello")


def attack(module, tmp_path) -> bool:
    box, of_ann, _ = filled(module)
    box.delete("eve", of_ann)
    return box.list("ann") == []


def test_honest_input(program, tmp_path):
    box, of_ann, of_eve = filled(program)
    assert box.read("ann", of_ann) == "the contract is signed"
    assert box.read("eve", of_ann) is None
    assert box.delete("eve", of_eve) and not box.delete("eve", 99)
    assert box.list("ann") == [of_ann] and box.list("eve") == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

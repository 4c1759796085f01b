import os
import queue


def attack(module, tmp_path) -> bool:
    """Prints an own ticket and holds it in front of the reader with one code after the other."""
    office = module.Office(os.urandom(32))
    for number in range(1 << 16):
        if office.is_valid(module.Ticket("2031-05-01", "1A", f"{number:04x}")):
            return True
    return False


def test_honest_input(program, tmp_path):
    office, orders, printer = program.Office(os.urandom(32)), queue.Queue(), queue.Queue()
    for order in [("2031-05-01", "2B"), ("2031-05-01", "2C"), None]:
        orders.put(order)
    office.work(orders, printer)
    first, second = printer.get(), printer.get()
    assert office.is_valid(first) and office.is_valid(second)
    assert not office.is_valid(program.Ticket(first.day, "9Z", first.code))


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

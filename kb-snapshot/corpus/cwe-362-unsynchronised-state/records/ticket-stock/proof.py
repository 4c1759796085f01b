import threading


def filled(module, tmp_path, stock):
    path = tmp_path / "office.db"
    office = module.open_office(path)
    with office:
        office.execute("INSERT INTO evening VALUES ('friday', ?)", (stock,))
    return path, office


def attack(module, tmp_path) -> bool:
    """Two buyers pay for the last ticket at the same time."""
    path, _ = filled(module, tmp_path, stock=1)
    both = threading.Barrier(2)
    sold = []

    def pay(number):
        try:
            both.wait(0.3)
        except threading.BrokenBarrierError:
            pass

    def buyer():
        sold.append(module.buy(module.open_office(path), "friday", 1, pay))

    buyers = [threading.Thread(target=buyer) for _ in range(2)]
    for thread in buyers:
        thread.start()
    for thread in buyers:
        thread.join()
    return sold.count(True) == 2


def test_honest_input(program, tmp_path):
    _, office = filled(program, tmp_path, stock=5)
    paid = []
    assert program.buy(office, "friday", 2, paid.append)
    assert not program.buy(office, "friday", 4, paid.append)
    assert office.execute("SELECT stock FROM evening").fetchall() == [(3,)]
    assert paid == [2]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

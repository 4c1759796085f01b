import sqlite3


def exported(module, tmp_path, *payloads):
    path, target = str(tmp_path / "events.db"), tmp_path / "events.csv"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, payload TEXT)")
        rows = [(payload,) for payload in payloads]
        connection.executemany("INSERT INTO events (payload) VALUES (?)", rows)
    connection.close()
    module.export(path, str(target))
    return target.read_text().split()


def attack(module, tmp_path) -> bool:
    marker = tmp_path / "marker"
    call = f"__import__('os').system('touch {marker}')"
    exported(module, tmp_path, f"{{'user': 'eve', 'amount': {call}}}")
    return marker.exists()


def test_honest_input(program, tmp_path):
    ann, bob = {"user": "ann", "amount": 12.5, "tags": ("a", None)}, {"user": "bob", "amount": 3}
    lines = exported(program, tmp_path, repr(ann), "not a payload", repr(bob))
    assert lines == ["id,user,amount", "1,ann,12.5", "3,bob,3"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import sqlite3


def run(module, *jobs):
    db = sqlite3.connect(":memory:")
    db.executescript("""
        CREATE TABLE accounts (name TEXT, role TEXT, quota INTEGER, closed INTEGER DEFAULT 0);
        CREATE TABLE jobs (id INTEGER PRIMARY KEY, sender TEXT, job TEXT);
        INSERT INTO accounts VALUES ('root', 'admin', 100, 0), ('ann', 'user', 10, 0), ('eve', 'user', 10, 0);
    """)
    runner = module.JobRunner(db)
    for sender, job in jobs:
        runner.submit(sender, job)
    results = runner.run()
    found = db.execute("SELECT name, quota, closed FROM accounts")
    rows = {name: (quota, closed) for name, quota, closed in found}
    db.close()
    return results, rows


def attack(module, tmp_path) -> bool:
    _, rows = run(module, ("eve", {"do": "close-account", "account": "ann"}))
    return rows["ann"][1] == 1


def test_honest_input(program, tmp_path):
    results, rows = run(
        program,
        ("root", {"do": "set-quota", "account": "ann", "quota": 50}),
        ("eve", {"do": "close-account", "account": "eve"}),
    )
    assert results == ["set-quota ann", "close-account eve"]
    assert rows["ann"] == (50, 0) and rows["eve"] == (10, 1)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

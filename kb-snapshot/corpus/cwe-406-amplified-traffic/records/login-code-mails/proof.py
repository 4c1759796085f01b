def queued(outbox, address):
    return outbox.execute("SELECT count(*) FROM mail WHERE address = ?", (address,)).fetchone()[0]


def attack(module, tmp_path) -> bool:
    outbox = module.open_outbox(tmp_path / "outbox.db")
    for _ in range(100):
        module.request_code(outbox, "Victim@club.example")
    return queued(outbox, "victim@club.example") == 100


def test_honest_input(program, tmp_path):
    outbox = program.open_outbox(tmp_path / "outbox.db")
    program.request_code(outbox, "ada@club.example", now=1000.0)
    program.request_code(outbox, "ben@club.example", now=1001.0)
    program.request_code(outbox, "ada@club.example", now=2000.0)
    assert (queued(outbox, "ada@club.example"), queued(outbox, "ben@club.example")) == (2, 1)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

import signal


class StillWaiting(BaseException):
    """Nothing came back in the time that was given."""


def attack(module, tmp_path) -> bool:
    def stop(*_):
        raise StillWaiting

    jobs = module.open_jobs(tmp_path / "jobs.db")
    jobs.execute("INSERT INTO job VALUES (1, 'running', NULL)")
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.8)
    try:
        module.file_of(jobs, 1)
    except StillWaiting:
        return True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return False


def test_honest_input(program, tmp_path):
    jobs = program.open_jobs(tmp_path / "jobs.db")
    jobs.execute("INSERT INTO job VALUES (1, 'done', 'export.csv')")
    assert program.file_of(jobs, 1) == "export.csv"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)

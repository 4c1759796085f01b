import os
import stat

import pytest


@pytest.fixture(autouse=True)
def umask_afterwards():
    before = os.umask(0o022)
    yield
    os.umask(before)


def spooled(module, tmp_path, documents):
    spooler = module.start(str(tmp_path / "spool"))
    for document in [*documents, None]:
        spooler.jobs.put(document)
    spooler.join(5)
    return sorted((tmp_path / "spool").iterdir())


def attack(module, tmp_path) -> bool:
    (job,) = spooled(module, tmp_path, [b"10 labels"])
    return bool(job.stat().st_mode & stat.S_IWOTH) and bool(job.parent.stat().st_mode & stat.S_IWOTH)


def test_honest_input(program, tmp_path):
    jobs = spooled(program, tmp_path, [b"10 labels", b"3 labels"])
    assert [job.name for job in jobs] == ["job-00001", "job-00002"]
    assert jobs[1].read_bytes() == b"3 labels"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
